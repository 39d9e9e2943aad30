const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** Printable ASCII without the blank, and the common Chinese signs: nothing in such a text has another form. */
const PLAIN = /^[!-~\u4e00-\u9fa5]*$/;
const BLANKS = /[\s\u0085\u2800\u3164]+/g;
const EMPTY = /^(?:\/|-{1,2}|—{1,2}|–|―)?$/;
const OPENING = /[[{〔【〖〈《「『]/g;
const CLOSING = /[\]}〕】〗〉》」』]/g;

const DIGITS: Readonly<Record<string, bigint>> = {
  〇: 0n,
  零: 0n,
  '○': 0n,
  一: 1n,
  壹: 1n,
  二: 2n,
  贰: 2n,
  两: 2n,
  三: 3n,
  叁: 3n,
  四: 4n,
  肆: 4n,
  五: 5n,
  伍: 5n,
  六: 6n,
  陆: 6n,
  七: 7n,
  柒: 7n,
  八: 8n,
  捌: 8n,
  九: 9n,
  玖: 9n,
};
const POSITIONAL = /^[〇零○一二三四五六七八九]+$/;
const SECTION = /^(?:(.)千)?(?:(零)?(.)百)?(?:(零)?(.)?十)?(?:(零)?(.))?$/u;

/** Neither blanks nor control characters, and no sign that has another form. */
export const isPlainText = (text: string): boolean => PLAIN.test(text);

/** Without zero-width characters, and without blanks of any kind at either end; otherwise as written. */
export function trimBlanks(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(ZERO_WIDTH, '').trim();
}

/** At most `longest` signs, never half of one, without control characters but line breaks and tabs. */
export function shortText(text: string, longest: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be stored or shown
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '').toWellFormed();
  const signs = [...clean.slice(0, 2 * longest + 2)];
  return signs.length <= longest ? clean : `${signs.slice(0, longest).join('')}…`;
}

/** For comparing and reading cells: half-width letters, digits and signs, single blanks inside, none at the ends. */
export function normaliseText(text: string): string {
  if (PLAIN.test(text)) return text;
  return halfWidth(text.normalize('NFC')).replace(ZERO_WIDTH, '').replace(BLANKS, ' ').trim();
}

/** Nothing, blanks of any kind, '/', '-', '—' and '——' say that a cell is empty. */
export function isEmptyCell(text: string): boolean {
  return text === '' || (!isFilling(text.charCodeAt(0)) && EMPTY.test(normaliseText(text)));
}

/** A digit, a letter or a Chinese sign: most cells begin with one, and this is asked of every cell several times. */
const isFilling = (sign: number): boolean =>
  (sign >= 0x4e00 && sign <= 0x9fa5) ||
  (sign >= 0x30 && sign <= 0x39) ||
  (sign >= 0x61 && sign <= 0x7a) ||
  (sign >= 0x41 && sign <= 0x5a);

/** For comparing headers: no blanks, line breaks, required marks or colons; one kind of bracket; lower case. */
export function normaliseHeader(text: string): string {
  return normaliseText(text)
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .replace(/[ *]/g, '')
    .replace(/:$/, '')
    .toLowerCase();
}

/**
 * A whole Chinese number: 二十三 is 23, 一千零五 is 1005, 三亿二千万 is 320000000, 二〇二一 (digit by digit) is 2021,
 * also in formal digits (壹佰). Null for anything else, and for the spoken short forms 一百二 and 一万五.
 */
export function readNumeral(text: string): bigint | null {
  if (text.length === 0 || text.length > 40) return null;
  if (POSITIONAL.test(text)) return BigInt([...text].map((digit) => String(DIGITS[digit])).join(''));
  return readGrouped(text.replaceAll('拾', '十').replaceAll('佰', '百').replaceAll('仟', '千').replaceAll('〇', '零'));
}

function readGrouped(text: string): bigint | null {
  for (const [sign, size] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(sign);
    if (at < 0) continue;
    const high = at === 0 ? null : readGrouped(text.slice(0, at));
    const rest = text.slice(at + 1);
    const low = rest === '' ? 0n : readRemainder(rest, size);
    return high === null || high === 0n || high >= size || low === null ? null : high * size + low;
  }
  return readSection(text);
}

function readRemainder(rest: string, size: bigint): bigint | null {
  const spokenShort = rest.length === 1;
  const value = spokenShort ? null : readGrouped(rest.startsWith('零') ? rest.slice(1) : rest);
  return value === null || value === 0n || value >= size ? null : value;
}

function readSection(text: string): bigint | null {
  const match = SECTION.exec(text);
  if (match === null) return null;
  const [, thousands, , hundreds, , tens, zero, ones] = match;
  const hasTens = text.includes('十');
  const higher = thousands !== undefined || hundreds !== undefined;
  if (ones !== undefined && higher && !hasTens && zero === undefined) return null;
  if (tens === '零' && !higher) return null;
  const parts = [
    digit(thousands),
    digit(hundreds),
    hasTens ? digit(tens === '零' ? undefined : tens, 1n) : 0n,
    digit(ones),
  ];
  if (parts.includes(null) || (higher && parts.every((part) => part === 0n))) return null;
  return parts.reduce<bigint>((sum, part) => sum * 10n + (part ?? 0n), 0n);
}

function digit(sign: string | undefined, missing = 0n): bigint | null {
  return sign === undefined ? missing : (DIGITS[sign] ?? null);
}

function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfee0))
    .replaceAll('￥', '¥');
}
