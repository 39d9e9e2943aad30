import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { MONTHS } from '../../db/day-sql.ts';
import { type Exact, exact } from '../../kernel/exact.ts';
import type { Schedule } from '../../kernel/turns.ts';
import { type CountedSums, type SumKey, sumKeyText } from './sum-key.ts';
import { changedAfter } from './versions-sql.ts';

interface Line {
  readonly n: number;
  readonly member: string;
  readonly total: string;
}

export type LedgerSource = DataLoader<SumKey, CountedSums, string>;

/** In one statement: what more comes back at once would hold up everybody else. */
const KEYS = 4000;

/**
 * Sums of monthly cells: all keys of a tick in one statement, or few. `asOf`: without what later imports changed. A cell of 0 is
 * as good as none: there may have been one of those at any moment.
 */
export function createLedgerSource(db: Kysely<Database>, asOf: number | null, schedule: Schedule): LedgerSource {
  return new DataLoader<SumKey, CountedSums, string>(
    async (keys) => {
      const sums = keys.map(() => new Map<string, Exact>());
      const { rows } = await statement(keys, asOf).execute(db);
      for (const { n, member, total } of rows) sums[n]?.set(member, exact(total));
      return sums;
    },
    { cacheKeyFn: sumKeyText, maxBatchSize: KEYS, batchScheduleFn: schedule },
  );
}

/** The members of a key as a closed range: ';' is the character after ':'. */
export const memberRange = ({ by, member }: Pick<SumKey, 'by' | 'member'>): readonly [string, string] =>
  by === null ? [member, member] : [`${by}:`, `${by};`];

export const ledgerRequests = (keys: readonly SumKey[]): RawBuilder<unknown> => sql`
  unnest(
    ${keys.map((_, n) => n)}::int[],
    ${keys.map((key) => key.regionId)}::int[],
    ${keys.map((key) => key.measure)}::text[],
    ${keys.map((key) => memberRange(key)[0])}::text[],
    ${keys.map((key) => memberRange(key)[1])}::text[],
    ${keys.map((key) => key.from)}::date[],
    ${keys.map((key) => key.to)}::date[]
  ) as q(n, region_id, measure, member_from, member_to, month_from, month_to)`;

const columnOf = (alias: string) => (name: string) => sql.ref(`${alias}.${name}`);

/** Of the rows that keep a year of a sum. */
function yearMatch(alias: string): RawBuilder<boolean> {
  const column = columnOf(alias);
  return sql`${column('region_id')} = q.region_id and ${column('measure')} = q.measure
    and ${column('member')} >= q.member_from collate "C" and ${column('member')} <= q.member_to collate "C"
    and ${column('year')} >= date_part('year', q.month_from)::int and ${column('year')} <= date_part('year', q.month_to)::int`;
}

/** Of the months in them. */
export function ledgerMatch(alias: string): RawBuilder<boolean> {
  const column = columnOf(alias);
  return sql`${yearMatch(alias)} and ${column('month')} >= q.month_from and ${column('month')} < q.month_to`;
}

function statement(keys: readonly SumKey[], asOf: number | null): RawBuilder<Line> {
  const requests = ledgerRequests(keys);
  const cells =
    asOf === null
      ? sql`select q.n, c.member, c.value from ${requests} join cells c on ${ledgerMatch('c')} and c.value <> 0`
      : pastCells(keys, asOf);
  return sql<Line>`/* engine.ledger */
    select part.n, part.member, sum(part.value) as total from (${cells}) as part group by part.n, part.member`;
}

/**
 * Whole years are taken from each other, and cut into months afterwards: there are twelve times as many of those. Which months
 * stands in the arrays of the request: to join it once more could be planned as a comparison of all with all.
 */
function pastCells(keys: readonly SumKey[], asOf: number): RawBuilder<unknown> {
  const requests = ledgerRequests(keys);
  const from = sql`(${keys.map((key) => key.from)}::date[])[past.n + 1]`;
  const to = sql`(${keys.map((key) => key.to)}::date[])[past.n + 1]`;
  const month = sql`make_date(past.year, m.place::int, 1)`;
  const sums = MONTHS.map((place) => sql`sum(y.sign * y.amounts[${place}])`);
  return sql`select past.n, past.member, m.value
      from (
        select y.n, y.member, y.year, array[${sql.join(sums)}] as amounts
        from (
          select q.n, c.member, c.year, 1 as sign, c.amounts
          from ${requests} join cell_years c on ${yearMatch('c')}
          union all
          select q.n, d.member, d.year, -1, d.deltas
          from ${requests} join cell_change_years d on ${yearMatch('d')} and ${changedAfter('d', asOf)}
        ) as y
        group by y.n, y.member, y.year
      ) as past
      cross join lateral unnest(past.amounts) with ordinality as m(value, place)
      where m.value <> 0 and ${month} >= ${from} and ${month} < ${to}`;
}
