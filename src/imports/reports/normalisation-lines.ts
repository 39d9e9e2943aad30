import { inLocale, type Locale } from '../../kernel/label.ts';
import type { Normalisation } from '../rows/normalisation.ts';
import { printable } from './printable.ts';
import { alignColumns, textWidth } from './text-width.ts';

/** One line a kind and column, two where the terminal is narrow: how often, and one cell as a sample. */
export function normalisationLines(
  normalisations: readonly Normalisation[],
  locale: Locale,
  width: number,
): readonly string[] {
  if (normalisations.length === 0) return [];
  const total = normalisations.reduce((sum, { count }) => sum + count, 0);
  const [title, times] = locale === 'zh' ? ['换算与认定', '处'] : ['read otherwise than written', '×'];
  const told = normalisations.map(({ column, field, message, found, readAs, count }) => [
    `${count}${times}`,
    printable(column ?? field),
    inLocale(message, locale),
    `“${printable(found)}” → ${printable(readAs)}`,
  ]);
  return ['', `${title} ${total}${locale === 'zh' ? '处' : ''}`, ...fitted(told, width).map((line) => `  ${line}`)];
}

const INDENT = 2;

function fitted(told: readonly (readonly string[])[], width: number): readonly string[] {
  const lines = alignColumns(told);
  if (lines.every((line) => INDENT + textWidth(line) <= width)) return lines;
  const heads = alignColumns(told.map((cells) => cells.slice(0, -1)));
  return told.flatMap((cells, at) => [heads[at] ?? '', `    ${cells.at(-1)}`]);
}
