import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
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

export const ledgerMatch = (alias: string): RawBuilder<boolean> => {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return sql`${column('region_id')} = q.region_id and ${column('measure')} = q.measure
    and ${column('member')} >= q.member_from collate "C" and ${column('member')} <= q.member_to collate "C"
    and ${column('year')} >= date_part('year', q.month_from)::int and ${column('year')} <= date_part('year', q.month_to)::int
    and ${column('month')} >= q.month_from and ${column('month')} < q.month_to`;
};

function statement(keys: readonly SumKey[], asOf: number | null): RawBuilder<Line> {
  const requests = ledgerRequests(keys);
  const cells =
    asOf === null
      ? sql`select q.n, c.member, c.value from ${requests} join cells c on ${ledgerMatch('c')} and c.value <> 0`
      : sql`select past.n, past.member, sum(past.value) as value
        from (
          select q.n, c.member, c.month, c.value from ${requests} join cells c on ${ledgerMatch('c')}
          union all
          select q.n, d.member, d.month, -d.delta
          from ${requests} join cell_changes d on ${ledgerMatch('d')} and ${changedAfter('d', asOf)}
        ) as past
        group by past.n, past.member, past.month having sum(past.value) <> 0`;
  return sql<Line>`/* engine.ledger */
    select part.n, part.member, sum(part.value) as total from (${cells}) as part group by part.n, part.member`;
}
