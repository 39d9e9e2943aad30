import { readFileSync } from 'node:fs';
import type { Qualifier } from '../../../src/kernel/printed.ts';
import type { UnitCode } from '../../../src/kernel/unit.ts';

/** The figures of five published articles that are values: the columns of the project's figures.csv that tell how to read a print. */
export interface Figure {
  readonly id: string;
  readonly printed: string;
  readonly value: string;
  readonly low: string;
  readonly high: string;
  readonly unit: UnitCode;
  readonly qualifier: Qualifier;
}

export const figures: readonly Figure[] = readFileSync(new URL('figures.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id = '', printed = '', value = '', low = '', high = '', unit = '', qualifier = ''] = line.split(',');
    return { id, printed, value, low, high, unit: unit as UnitCode, qualifier: qualifier as Qualifier };
  });
