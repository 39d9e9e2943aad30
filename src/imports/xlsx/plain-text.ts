import { type Cursor, type PlainTag, TAG_END, tagFrom, takes, takesAttributes, type Word } from './plain-tag.ts';

/**
 * Text that every version of XML takes as it stands: no line ends to unify, no control characters, no markup; nor the sign
 * that stands for bytes that are no UTF-8.
 */
const PLAIN = /^[\t\n\x20-%'-;=?-~\u00a0-\u2027\u2029-\ufffc]*$/;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of an element, from behind its name up to its end; null where it is not plain. */
export function readText(cursor: Cursor, tag: PlainTag, end: Word): string | null {
  if (!takesAttributes(cursor, tag) || !takes(cursor, TAG_END)) return null;
  const from = cursor.at;
  cursor.at = tagFrom(cursor.bytes, from);
  const text = plainText(cursor.bytes.toString('utf8', from, cursor.at));
  return text !== null && takes(cursor, end) ? text : null;
}

/** What a text between two tags says; null where it needs a real parser. */
function plainText(written: string): string | null {
  if (!written.includes('&')) return PLAIN.test(written) ? written : null;
  if (!PLAIN.test(written.replace(REFERENCE, ''))) return null;
  let odd = false;
  const text = written.replace(REFERENCE, (_, name: string, decimal: string, hex: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    odd ||= !isPlain(code);
    return odd ? '' : String.fromCodePoint(code);
  });
  return odd ? null : text;
}

const isPlain = (code: number): boolean =>
  (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code < 0xd800) || (code >= 0xe000 && code <= 0xfffd) || code === 10;
