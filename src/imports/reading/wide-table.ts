import type { ChoiceColumn } from '../../datasets/columns.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { normaliseHeader } from '../../kernel/chinese.ts';
import type { Label } from '../../kernel/label.ts';
import type { Row } from '../files/cell.ts';

const PERIOD =
  /^(?:(?:\d{2}|\d{4})年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第?[1-4一二三四]季度|[上下]半年)$|^\d{4}[-./]\d{1,2}$|^\d{4}年度?$/;
const FEWEST = 2;

/** What a table that is refused has side by side where a dataset wants one row each: months, or the words of a list. */
export function wideTable(rows: readonly Row[], { columns }: Pick<Dataset, 'columns'>): Label | null {
  for (const { cells } of rows) {
    const words = cells.flatMap(({ text, spread }) => (spread === undefined ? [normaliseHeader(text)] : []));
    if (words.filter((word) => PERIOD.test(word)).length >= FEWEST) {
      return {
        zh: '各期排成了列：请改为每行一个地区、一期',
        en: 'periods stand side by side: write one row for each place and period',
      };
    }
    for (const column of Object.values(columns)) {
      if (column.kind !== 'choice' || !column.required || words.filter(isWordOf(column)).length < FEWEST) continue;
      const { zh, en } = column.label;
      return {
        zh: `“${zh}”的各项排成了列：请改为每行一个地区、一项`,
        en: `the words of ${en} stand side by side: write one row for each place and word`,
      };
    }
  }
  return null;
}

function isWordOf({ choices }: ChoiceColumn): (word: string) => boolean {
  const words = new Set(
    Object.values(choices).flatMap(({ label, aliases }) => [label.zh, ...aliases].map(normaliseHeader)),
  );
  return (word) => words.has(word.replace(/\(%\)$/, ''));
}
