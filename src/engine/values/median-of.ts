import { WITHHELD } from '../../access/disclosure.ts';
import { DAYS_LONG } from '../../datasets/measures.ts';
import { ratio, toNumber } from '../../kernel/exact.ts';
import type { Sums } from '../sources/sum-key.ts';
import type { Sum } from './sum.ts';

/**
 * The middle length, or the mean of the middle two.
 * @param lengths how many rows have each length, by its word: `#days:12`
 */
export function medianOf(lengths: Sums): Sum {
  const counted: { readonly days: number; readonly rows: number }[] = [];
  for (const [word, rows] of lengths) {
    if (rows === WITHHELD) return WITHHELD;
    counted.push({ days: Number(word.slice(DAYS_LONG.length + 1)), rows: toNumber(rows) });
  }
  counted.sort((a, b) => a.days - b.days);
  const total = counted.reduce((sum, { rows }) => sum + rows, 0);
  if (total === 0) return null;
  const reaching = (place: number): number | undefined => {
    let reached = 0;
    return counted.find(({ rows }) => {
      reached += rows;
      return reached >= place;
    })?.days;
  };
  const [lower, upper] = [reaching(Math.ceil(total / 2)), reaching(Math.floor(total / 2) + 1)];
  return lower === undefined || upper === undefined ? null : ratio(lower + upper, 2);
}
