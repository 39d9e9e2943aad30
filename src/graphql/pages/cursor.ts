import { AnlanError } from '../../kernel/errors.ts';
import type { Context } from '../context.ts';

/** A cursor holds the key of the row after which to go on, signed for its list and the rights of who was given it. */
export interface Cursors {
  readonly write: (key: string) => string;
  /** @throws AnlanError BAD_CURSOR for a cursor of another list, of a key with other rights, or none */
  readonly read: (cursor: string) => string;
}

const LONGEST = 300;
const SIGNATURE = 16;
const NUMBER = /^\d{1,9}$/;

/** Cursors of one list: its name, the arguments that choose its rows, in any order, and what its keys look like. */
export function cursorsOf(
  { sign }: Pick<Context, 'sign'>,
  list: string,
  filter: object,
  keys: RegExp = NUMBER,
): Cursors {
  const given = Object.entries(filter)
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const signed = (key: string) => sign(JSON.stringify([list, given, key])) + key;
  return {
    write: (key) => Buffer.from(signed(key)).toString('base64url'),
    read(cursor) {
      const text = cursor.length > LONGEST ? '' : Buffer.from(cursor, 'base64url').toString();
      const key = text.slice(SIGNATURE);
      if (keys.test(key) && text === signed(key) && Buffer.from(text).toString('base64url') === cursor) return key;
      throw new AnlanError(
        'BAD_CURSOR',
        'expected `after` to be an `endCursor` or `cursor` that this list gave for the same arguments',
      );
    },
  };
}
