import { AnlanError } from '../kernel/errors.ts';

/** `Region:350599000000`: the type and the code by which people know the thing. */
export const globalId = (type: string, key: string | number): string => `${type}:${key}`;

/** @throws AnlanError BAD_USER_INPUT when the text is no global id */
export function readGlobalId(id: string): { readonly type: string; readonly key: string } {
  const at = id.indexOf(':');
  if (at <= 0 || at === id.length - 1) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      `expected an id such as "Region:350599000000", got ${JSON.stringify(id.slice(0, 60))}`,
      { found: id.slice(0, 60) },
    );
  }
  return { type: id.slice(0, at), key: id.slice(at + 1) };
}

/** The number of a thing that the database numbers; null where it can be none. */
export const readNumber = (key: string): number | null => (/^[1-9]\d{0,8}$/.test(key) ? Number(key) : null);
