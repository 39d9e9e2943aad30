import type { Figure } from './workload.ts';

const DECIMALS = { s: 2, ms: 1, 'rows/s': 0, '1/s': 0, ratio: 2, MB: 0, B: 0, blocks: 0 } as const satisfies Record<
  Figure['unit'],
  number
>;

const isMet = ({ spread, mark }: Figure): boolean | null => {
  if (mark === undefined) return null;
  return 'atLeast' in mark ? spread.median >= mark.atLeast : spread.median <= mark.atMost;
};

/** Name, median, least to most, mark. */
export function figureCells(figure: Figure): readonly string[] {
  const { name, unit, spread, mark } = figure;
  const number = (value: number): string => value.toLocaleString('en', decimals(DECIMALS[unit]));
  const met = isMet(figure);
  const wanted = mark === undefined ? '' : 'atLeast' in mark ? `at least ${mark.atLeast}` : `at most ${mark.atMost}`;
  return [
    name,
    `${number(spread.median)}${unit === 'ratio' ? '' : ` ${unit}`}`,
    `${number(spread.least)} to ${number(spread.most)}`,
    met === null ? '' : `${wanted}: ${met ? 'reached' : 'MISSED'}`,
  ];
}

const decimals = (count: number) => ({ minimumFractionDigits: count, maximumFractionDigits: count });
