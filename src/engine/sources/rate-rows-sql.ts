import { type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Datasets } from '../values/declared-measures.ts';

/** The rows `r` of one question of a survey, with their round. */
export interface RateRows {
  /** `dataset|item` */
  readonly key: string;
  readonly table: RawBuilder<unknown>;
  readonly filter: RawBuilder<boolean>;
  readonly code: RawBuilder<string>;
  readonly start: RawBuilder<string>;
  readonly end: RawBuilder<string>;
}

export function rateRows(datasets: Datasets, keys: readonly string[]): readonly RateRows[] {
  return keys.flatMap((key) => {
    const [code = '', item = ''] = key.split('|');
    const dataset = Object.values(datasets).find((one) => one.code === code);
    if (dataset?.rates === undefined) return [];
    const round = (suffix: string) => sql.ref<string>(`r.${snake(dataset.rates?.period ?? '')}${suffix}`);
    return [
      {
        key,
        table: sql`${sql.table(dataset.code)} r`,
        filter: sql<boolean>`${sql.ref(`r.${snake(dataset.rates.item)}`)} = ${item}`,
        code: round(''),
        start: round('_start'),
        end: round('_end'),
      },
    ];
  });
}
