import { AnlanError } from '../../kernel/errors.ts';
import type { IssueCode } from '../rows/issue.ts';

/** Warnings that `--promote` makes errors. */
export const PROMOTABLE = [
  'rule',
  'future_day',
  'past_day',
  'region_partly',
  'ambiguous_grid',
  'unknown_measure',
  'duplicate_conflict',
  'reopened',
  'outlier',
  'total_differs',
  'unknown_column',
  'running_number',
  'region_in_title',
  'personal_content',
] as const satisfies readonly IssueCode[];

const FILE_WIDE: readonly IssueCode[] = [
  'outlier',
  'total_differs',
  'unknown_column',
  'running_number',
  'region_in_title',
  'second_header',
  'unit_apart',
  'personal_content',
];

/** As errors they refuse the file: no single row is to blame. */
export const isFileWide = (code: IssueCode): boolean => FILE_WIDE.includes(code);

/** @throws AnlanError BAD_USER_INPUT naming what there is */
export function findPromoted(words: readonly string[]): readonly IssueCode[] {
  return words.map((word) => {
    const found = PROMOTABLE.find((code) => code === word.toLowerCase());
    if (found !== undefined) return found;
    throw new AnlanError(
      'BAD_USER_INPUT',
      {
        zh: `--promote：没有可升级的提醒“${word}”；可用：${PROMOTABLE.join('、')}`,
        en: `--promote: expected one of ${PROMOTABLE.join(', ')}, got ${word}`,
      },
      { found: word, known: PROMOTABLE },
    );
  });
}
