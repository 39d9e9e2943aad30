/**
 * Bytes of XML, and the place up to which they have been read. A zero stands behind them: no reading goes past it, for it
 * is part of nothing that is plain.
 */
export interface Cursor {
  bytes: Buffer;
  at: number;
}

/** What the attributes of a row or cell say; the places of their values, 0 where there is none. */
export interface PlainTag {
  reference: number;
  style: number;
  type: string | undefined;
}

export type Word = Uint8Array;
export const word = (text: string): Word => Buffer.from(text);
export const TAG_END = word('>');
export const EMPTY_END = word('/>');

export const newTag = (): PlainTag => ({ reference: 0, style: 0, type: undefined });

const MOST_DIGITS = 9;
const MOST_LETTERS = 3;

/** Steps over a word if it stands there. */
export function takes(cursor: Cursor, expected: Word): boolean {
  const { bytes, at } = cursor;
  for (let i = 0; i < expected.length; i += 1) if (bytes[at + i] !== expected[i]) return false;
  cursor.at = at + expected.length;
  return true;
}

/** Reads attributes up to the end of a tag; false where one is not plain: another quote, a reference, a name said twice. */
export function takesAttributes(cursor: Cursor, tag: PlainTag): boolean {
  const { bytes } = cursor;
  let at = cursor.at;
  let others: string[] | undefined;
  tag.reference = 0;
  tag.style = 0;
  tag.type = undefined;
  while (bytes[at] === SPACE && isLetter(byteAt(bytes, at + 1))) {
    const name = at + 1;
    at = name + 1;
    while (isNameSign(byteAt(bytes, at))) at += 1;
    const sign = at === name + 1 ? bytes[name] : undefined;
    const value = at + 2;
    if (bytes[at] !== EQUALS || bytes[at + 1] !== QUOTE) return false;
    for (at = value; isValueSign(byteAt(bytes, at)); ) at += 1;
    if (bytes[at] !== QUOTE) return false;
    if (sign === R && tag.reference === 0) tag.reference = value;
    else if (sign === S && tag.style === 0) tag.style = value;
    else if (sign === T && tag.type === undefined) tag.type = asciiText(bytes, value, at);
    else {
      const other = asciiText(bytes, name, value - 2);
      if (sign !== undefined || others?.includes(other) === true) return false;
      if (others === undefined) others = [other];
      else others.push(other);
    }
    at += 1;
  }
  cursor.at = bytes[at] === SPACE ? at + 1 : at;
  return true;
}

/** The whole number written from this place up to a sign; -1 where there is anything else. */
export function wholeUpTo(bytes: Buffer, from: number, last: number): number {
  let number = 0;
  let at = from;
  for (let digit = byteAt(bytes, at); digit >= ZERO && digit <= NINE; digit = byteAt(bytes, at)) {
    number = 10 * number + digit - ZERO;
    at += 1;
  }
  return at > from && at - from <= MOST_DIGITS && bytes[at] === last ? number : -1;
}

/** The column of a reference such as B12, counted from 0; -1 where it is none. */
export function columnAt(bytes: Buffer, from: number): number {
  let column = 0;
  let at = from;
  for (let letter = byteAt(bytes, at); letter >= A && letter <= Z; letter = byteAt(bytes, at)) {
    column = 26 * column + letter - A + 1;
    at += 1;
  }
  return at > from && at - from <= MOST_LETTERS && wholeUpTo(bytes, at, QUOTE) >= 0 ? column - 1 : -1;
}

/** What stands between elements, if nothing but blanks does. */
export function behindBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (BLANKS.includes(byteAt(bytes, at))) at += 1;
  return at;
}

/** Where the next tag begins, or the bytes end. */
export function tagFrom(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] !== LESS && bytes[at] !== 0) at += 1;
  return at;
}

const byteAt = (bytes: Buffer, at: number): number => bytes[at] ?? 0;

const asciiText = (bytes: Buffer, from: number, to: number): string =>
  to - from === 1 ? String.fromCharCode(byteAt(bytes, from)) : bytes.toString('latin1', from, to);

const isLetter = (sign: number): boolean => (sign >= LOWER_A && sign <= LOWER_Z) || (sign >= A && sign <= Z);
const isNameSign = (sign: number): boolean => isLetter(sign) || (sign >= ZERO && sign <= COLON);
const isValueSign = (sign: number): boolean =>
  sign >= SPACE && sign < DELETE && sign !== QUOTE && sign !== AMPERSAND && sign !== LESS;

const SPACE = 0x20;
const BLANKS: readonly number[] = [SPACE, 0x09, 0x0a, 0x0d];
export const QUOTE = 0x22;
const AMPERSAND = 0x26;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
export const LESS = 0x3c;
const EQUALS = 0x3d;
const A = 0x41;
const Z = 0x5a;
const LOWER_A = 0x61;
const R = 0x72;
const S = 0x73;
const T = 0x74;
const LOWER_Z = 0x7a;
const DELETE = 0x7f;
