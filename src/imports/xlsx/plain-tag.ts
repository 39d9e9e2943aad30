/** A text, and the place up to which it has been read. */
export interface Cursor {
  text: string;
  at: number;
}

/** What the attributes of a row or cell say; the places of their values, 0 where there is none. */
export interface PlainTag {
  reference: number;
  style: number;
  type: string | undefined;
}

const MOST_DIGITS = 9;

/** Steps over a word if it stands there. */
export function takes(cursor: Cursor, word: string): boolean {
  if (!cursor.text.startsWith(word, cursor.at)) return false;
  cursor.at += word.length;
  return true;
}

/** Reads attributes up to the end of a tag; false where one is not plain: another quote, a reference, a name said twice. */
export function takesAttributes(cursor: Cursor, tag: PlainTag): boolean {
  const { text } = cursor;
  let at = cursor.at;
  let others: string[] | undefined;
  tag.reference = 0;
  tag.style = 0;
  tag.type = undefined;
  while (text.charCodeAt(at) === SPACE && isLetter(text.charCodeAt(at + 1))) {
    const from = at + 1;
    at += 2;
    while (isNameSign(text.charCodeAt(at))) at += 1;
    const name = text.slice(from, at);
    if (text.charCodeAt(at) !== EQUALS || text.charCodeAt(at + 1) !== QUOTE) return false;
    const value = at + 2;
    at = value;
    while (isValueSign(text.charCodeAt(at))) at += 1;
    if (text.charCodeAt(at) !== QUOTE) return false;
    if (name === 'r' && tag.reference === 0) tag.reference = value;
    else if (name === 's' && tag.style === 0) tag.style = value;
    else if (name === 't' && tag.type === undefined) tag.type = text.slice(value, at);
    else if (name.length === 1 || others?.includes(name) === true) return false;
    else if (others === undefined) others = [name];
    else others.push(name);
    at += 1;
  }
  cursor.at = text.charCodeAt(at) === SPACE ? at + 1 : at;
  return true;
}

/** The whole number written from this place up to a sign; -1 where there is anything else. */
export function wholeUpTo(text: string, from: number, last: number): number {
  let number = 0;
  let at = from;
  for (let sign = text.charCodeAt(at); sign >= ZERO && sign <= NINE; sign = text.charCodeAt(at)) {
    number = 10 * number + sign - ZERO;
    at += 1;
  }
  return at > from && at - from <= MOST_DIGITS && text.charCodeAt(at) === last ? number : -1;
}

/** The column of a reference such as B12, counted from 0; -1 where it is none. */
export function columnAt(text: string, from: number): number {
  let column = 0;
  let at = from;
  for (let sign = text.charCodeAt(at); sign >= A && sign <= Z; sign = text.charCodeAt(at)) {
    column = 26 * column + sign - A + 1;
    at += 1;
  }
  return at > from && at - from <= 3 && wholeUpTo(text, at, QUOTE) >= 0 ? column - 1 : -1;
}

const isLetter = (sign: number): boolean => (sign >= LOWER_A && sign <= LOWER_Z) || (sign >= A && sign <= Z);
const isNameSign = (sign: number): boolean => isLetter(sign) || (sign >= ZERO && sign <= COLON);
const isValueSign = (sign: number): boolean =>
  sign >= SPACE && sign < DELETE && sign !== QUOTE && sign !== AMPERSAND && sign !== LESS;

const SPACE = 0x20;
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
const LOWER_Z = 0x7a;
const DELETE = 0x7f;
