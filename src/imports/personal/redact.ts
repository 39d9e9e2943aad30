import type { Label } from '../../kernel/label.ts';
import { IDENTIFIERS } from './identifiers.ts';

/** What stands in place of what named a person. */
export const REDACTED = '［个人信息］';

const SUSPICIOUS = /[\d０-９]{4}|[\d０-９][ -][\d０-９]|人|户主|方|者|[室栋幢弄巷楼]|@|微信|[Qq]{2}/;
const WHOLE = /^[\s，,、;；/]*(?:［个人信息］[\s，,、;；/]*)+$/;

/** The text without identity, telephone and card numbers, addresses with a door number, and names behind the word for a party. */
export function redact(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return IDENTIFIERS.reduce((left, { pattern, holds }) => {
    const plain = halfWidthDigits(left);
    let shift = 0;
    let kept = left;
    for (const match of plain.matchAll(pattern)) {
      const [found] = match;
      if (!holds(found)) continue;
      const at = match.index + shift;
      kept = `${kept.slice(0, at)}${REDACTED}${kept.slice(at + found.length)}`;
      shift += REDACTED.length - found.length;
    }
    return kept;
  }, text);
}

/** Nothing but what names a person. */
export const isPersonal = (text: string): boolean => text !== '' && WHOLE.test(redact(text));

export const redactLabel = ({ zh, en }: Label): Label => ({ zh: redact(zh), en: redact(en) });

/** Sign for sign, so that positions stay. */
const halfWidthDigits = (text: string): string =>
  text.replace(/[０-９Ｘｘ－（）]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfee0));
