import { createHash } from 'node:crypto';
import { AnlanError } from '../kernel/errors.ts';

/** A cursor holds the key of the row after which to go on, and what list it belongs to. */
export interface Cursors {
  readonly write: (key: string) => string;
  /** @throws AnlanError BAD_CURSOR for a cursor of another list or none */
  readonly read: (cursor: string) => string;
}

const LONGEST = 300;

const NUMBER = /^\d{1,9}$/;

/** Cursors of one list: its name, the arguments that choose its rows, in any order, and what its keys look like. */
export function cursorsOf(list: string, filter: object, keys: RegExp = NUMBER): Cursors {
  const given = Object.entries(filter)
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const print = createHash('sha256')
    .update(JSON.stringify([list, given]))
    .digest('base64url')
    .slice(0, 8);
  return {
    write: (key) => Buffer.from(`${print}${key}`).toString('base64url'),
    read(cursor) {
      const text = cursor.length > LONGEST ? '' : Buffer.from(cursor, 'base64url').toString();
      const key = text.slice(print.length);
      if (text.startsWith(print) && keys.test(key) && Buffer.from(text).toString('base64url') === cursor) return key;
      throw new AnlanError(
        'BAD_CURSOR',
        'expected `after` to be an `endCursor` or `cursor` that this list gave for the same arguments',
      );
    },
  };
}
