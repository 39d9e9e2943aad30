import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { type Exact, exact } from '../../kernel/exact.ts';
import type { Schedule } from '../../kernel/turns.ts';
import { type Datasets, type DeclaredMeasures, measureOf } from '../values/declared-measures.ts';
import { middleBranch } from './middle-sql.ts';
import {
  type MiddleKey,
  type RatesKey,
  type RowsKey,
  type RowsMonthsKey,
  type RowsSumKey,
  rowsKeyText,
} from './rows-key.ts';
import { type Numbered, placeOf, ratesBranch } from './rows-sql.ts';
import type { CountedSums, SumKey } from './sum-key.ts';
import { sumsBranch } from './sums-sql.ts';
import type { YearKey, YearSums } from './years-source.ts';

interface Line {
  readonly n: number;
  readonly member: string;
  readonly total: string | null;
  readonly detail: unknown;
}

const twelve = z.array(z.number()).length(12);

const rateRow = z.object({
  id: z.number(),
  importId: z.number(),
  round: z.string(),
  start: z.string(),
  end: z.string(),
  instrument: z.string(),
  rate: z.string().nullable(),
  sample: z.number().nullable(),
  positive: z.number().nullable(),
  provinceRank: z.number().nullable(),
  cityRank: z.number().nullable(),
});

/** A reported rate of one region, round and question. */
export type RateRow = Readonly<z.infer<typeof rateRow>>;

/** Reads rows of datasets: everything asked in one tick is one statement. */
export interface RowsSource {
  sums(key: SumKey & { readonly grid: string | null }): Promise<CountedSums>;
  /** Of each month of a year. */
  months(key: YearKey): Promise<YearSums>;
  rates(key: Omit<RatesKey, 'kind'>): Promise<readonly RateRow[]>;
  /** The mean of some lengths in stored units; null where there are none. */
  middle(key: Omit<MiddleKey, 'kind'>): Promise<Exact | null>;
}

export interface RowsSourceOptions {
  /** Where the rows of these regions are read, by id. */
  readonly from: (regions: readonly number[]) => Kysely<Database>;
  readonly datasets: Datasets;
  readonly measures: DeclaredMeasures;
  readonly asOf: number | null;
  readonly schedule: Schedule;
  /** Rows are on the nodes of a Citus; not unless told. */
  readonly spread?: boolean;
}

export function createRowsSource(options: RowsSourceOptions): RowsSource {
  const loader = new DataLoader<RowsKey, readonly Line[], string>(
    async (keys) => {
      const lines = keys.map((): Line[] => []);
      const { rows } = await statement(options, keys).execute(options.from(keys.map(({ regionId }) => regionId)));
      for (const line of rows) lines[line.n]?.push(line);
      return lines;
    },
    { cacheKeyFn: rowsKeyText, batchScheduleFn: options.schedule },
  );
  return {
    async sums(key) {
      const lines = await loader.load({ ...key, kind: 'sum' });
      return new Map(lines.flatMap(({ member, total }) => (total === null ? [] : [[member, exact(total)]])));
    },
    async months({ year, ...key }) {
      const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`];
      const lines = await loader.load({ ...key, kind: 'months', grid: null, from, to });
      return new Map(lines.map(({ member, detail }) => [member, twelve.parse(detail)]));
    },
    async rates(key) {
      const lines = await loader.load({ ...key, kind: 'rates' });
      return lines.map(({ detail }) => rateRow.parse(detail));
    },
    async middle(key) {
      const [line] = await loader.load({ ...key, kind: 'middle' });
      return line === undefined || line.total === null ? null : exact(line.total);
    },
  };
}

function statement(
  { datasets, measures, asOf, spread = false }: Omit<RowsSourceOptions, 'from'>,
  keys: readonly RowsKey[],
): RawBuilder<Line> {
  const numbered = keys.map((key, n) => ({ n, key }));
  const sums = numbered.filter(
    (one): one is Numbered<RowsSumKey | RowsMonthsKey> => one.key.kind === 'sum' || one.key.kind === 'months',
  );
  const middles = numbered.filter((one): one is Numbered<MiddleKey> => one.key.kind === 'middle');
  const rates = numbered.filter((one): one is Numbered<RatesKey> => one.key.kind === 'rates');
  const branches = [
    ...Map.groupBy(sums, ({ key }) => `${key.kind}|${key.measure}|${dimension(key) ?? ''}|${placeOf(key)}`)
      .values()
      .map((requests) => {
        const [first] = requests;
        if (first === undefined) return sql``;
        const declared = measureOf(measures, first.key.measure);
        const by = dimension(first.key);
        return sumsBranch({
          declared,
          by,
          monthly: first.key.kind === 'months',
          place: placeOf(first.key),
          requests,
          asOf,
        });
      }),
    ...Map.groupBy(middles, ({ key }) => key.measure)
      .entries()
      .map(([code, requests]) => middleBranch(measureOf(measures, code), requests, { asOf, spread })),
    ...Map.groupBy(rates, ({ key }) => key.dataset)
      .entries()
      .map(([code, requests]) => {
        const dataset = Object.values(datasets).find((one) => one.code === code);
        if (dataset?.rates === undefined)
          throw new AnlanError('INTERNAL', `expected a dataset with rates, got ${code}`);
        return ratesBranch(dataset, dataset.rates, requests, asOf);
      }),
  ];
  return sql<Line>`/* engine.rows */ ${sql.join(branches, sql` union all `)}`;
}

function dimension({ by, member }: SumKey): string | null {
  if (by !== null) return by;
  return member === '' ? null : member.slice(0, member.indexOf(':'));
}
