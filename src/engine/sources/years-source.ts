import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { memberRange } from './ledger-source.ts';
import type { SumKey } from './sum-key.ts';

/** A year of one measure in one region. */
export interface YearKey extends Pick<SumKey, 'regionId' | 'measure' | 'member' | 'by'> {
  readonly year: number;
}

/** Twelve numbers, from January. */
export type Months = readonly number[];

/** By member, in stored units; a member of which nothing is kept is left out. */
export type YearSums = ReadonlyMap<string, Months>;

interface Line {
  readonly n: number;
  readonly member: string;
  readonly months: string;
}

export interface YearsSource {
  load(key: YearKey): Promise<YearSums>;
}

/** In one statement: what more comes back at once would hold up everybody else. */
const KEYS = 2000;

/**
 * Counts of the months of a year, as the ledger keeps them now: all keys of a tick in one statement, or few. For whoever
 * needs many periods of the same year.
 */
export function createYearsSource(db: Kysely<Database>): YearsSource {
  return new DataLoader<YearKey, YearSums, string>(
    async (keys) => {
      const years = keys.map(() => new Map<string, Months>());
      const { rows } = await statement(keys).execute(db);
      for (const { n, member, months } of rows) years[n]?.set(member, months.slice(1, -1).split(',').map(Number));
      return years;
    },
    {
      cacheKeyFn: ({ regionId, measure, by, member, year }) => `${regionId}|${measure}|${by ?? ''}|${member}|${year}`,
      maxBatchSize: KEYS,
    },
  );
}

function statement(keys: readonly YearKey[]): RawBuilder<Line> {
  return sql<Line>`/* engine.ledger_years */
    select q.n, c.member, c.amounts::text as months
    from unnest(
      ${keys.map((_, n) => n)}::int[],
      ${keys.map((key) => key.regionId)}::int[],
      ${keys.map((key) => key.measure)}::text[],
      ${keys.map((key) => memberRange(key)[0])}::text[],
      ${keys.map((key) => memberRange(key)[1])}::text[],
      ${keys.map((key) => key.year)}::int[]
    ) as q(n, region_id, measure, member_from, member_to, year)
    join cell_years c on c.region_id = q.region_id and c.measure = q.measure and c.year = q.year
      and c.member >= q.member_from collate "C" and c.member <= q.member_to collate "C"`;
}
