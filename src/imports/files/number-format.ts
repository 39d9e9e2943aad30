import { SSF } from '@e965/xlsx';

/** What a number format says of the number. */
export interface NumberFormat {
  readonly kind: 'number' | 'date' | 'percent';
  /** The digits to which a code is filled up. */
  readonly zeros: number;
  /** What is shown behind the number and changes what it means: 5.8 with 0.0"万元" is 5.8万元. */
  readonly suffix: string;
}

export const GENERAL: NumberFormat = { kind: 'number', zeros: 0, suffix: '' };

/** A quoted text, an escaped sign, a width or filling, a colour or condition; all else is the format itself. */
const TOKENS = /"([^"]*)"|[\\!](.)|[_*].|\[[^\]]*\]|([\s\S])/gu;
const DIGIT = /[0#?]/;
const MEANINGFUL = /^ ?(?:[十百千]?[万亿](?:元|[人户件起个])?|[%％‰])$/;

export function numberFormat(code: string): NumberFormat {
  if (SSF.is_date(code)) return { kind: 'date', zeros: 0, suffix: '' };
  const { signs, literals, dotted } = dissect(code);
  if (signs.includes('%')) return { kind: 'percent', zeros: 0, suffix: '' };
  const scaled = /[0#?],+$/.test(signs.trim());
  const suffix = !scaled && !dotted && MEANINGFUL.test(literals) ? literals.trim() : '';
  return { kind: 'number', zeros: /^0+$/.exec(code)?.[0].length ?? 0, suffix };
}

/** The first part of a format, which is that of positive numbers. */
function dissect(code: string): {
  readonly signs: string;
  /** What is written behind the last digit. */
  readonly literals: string;
  /** A point that is only painted among the digits (0!.0000"万"), so that the number itself is the larger one. */
  readonly dotted: boolean;
} {
  let signs = '';
  let literals = '';
  let dotted = false;
  for (const [, quoted, escaped, sign] of code.matchAll(TOKENS)) {
    const literal = quoted ?? escaped ?? (sign !== undefined && /[\u4e00-\u9fff‰％]/.test(sign) ? sign : undefined);
    if (literal !== undefined) {
      literals += literal;
      continue;
    }
    if (sign === undefined) continue;
    if (sign === ';') break;
    if (DIGIT.test(sign)) {
      dotted ||= DIGIT.test(signs) && literals === '.';
      literals = '';
    }
    signs += sign;
  }
  return { signs, literals, dotted };
}
