import { normaliseText } from '../../kernel/chinese.ts';
import { AnlanError } from '../../kernel/errors.ts';

/** Whose matches a file uses that names no source: those of the office itself. */
export const OWN_OFFICE = '本单位';

/** A header or a wording that a person confirmed, for the files of one source. */
export interface Match {
  readonly id: number;
  /** Who sends the files: the source given with them, the agency of a key, or the office itself. */
  readonly source: string;
  /** Null for regions, which mean the same in every dataset. */
  readonly dataset: string | null;
  readonly kind: 'header' | 'region';
  readonly written: string;
  /** `accepted_on`, or `region.township` for a part of a column; the code of a region. */
  readonly target: string;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date;
  /** Null while it is in force. */
  readonly supersededAt: Date | null;
  readonly supersededBy: string | null;
}

/** The wordings of a place that are the same: blanks and the width of signs do not count. */
export const placeKey = (text: string): string => normaliseText(text).replaceAll(' ', '');

/** `列名=column` in its two halves; the last sign of equality parts them. @throws AnlanError BAD_USER_INPUT */
export function readAssignment(text: string): { readonly written: string; readonly target: string } {
  const [, written = '', target = ''] = /^(.*)[=＝]([^=＝]*)$/s.exec(text) ?? [];
  if (written.trim() !== '' && target.trim() !== '') return { written: written.trim(), target: target.trim() };
  throw new AnlanError(
    'BAD_USER_INPUT',
    {
      zh: `应为“列名=列”或“地名=区划代码”，得到“${text}”`,
      en: `expected "header=column" or "place=code", got "${text}"`,
    },
    { found: text },
  );
}
