import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { type Exact, exact } from '../../kernel/exact.ts';
import { type DeclaredMeasures, measureOf } from '../values/declared-measures.ts';
import { ledgerMatch, ledgerRequests } from './ledger-source.ts';
import type { RowsSumKey } from './rows-key.ts';
import { type Numbered, placeOf, rowsOfMeasure, rowsRequests, wordOf } from './rows-sql.ts';
import { type SumKey, sumKeyText } from './sum-key.ts';
import { importOfRow, joinOriginal, undoneRoots } from './undone-sql.ts';

/** What one import put into a sum, in stored units; an undo takes from the import that it undid. */
export interface Share {
  readonly importId: number;
  readonly delta: Exact;
  /** Null where the ledger answers: it keeps sums, not rows. */
  readonly rows: number | null;
}

interface Line {
  readonly n: number;
  readonly importId: number;
  readonly delta: string;
  readonly rows: number | null;
}

export interface ContributionsSource {
  readonly ledger: DataLoader<SumKey, readonly Share[], string>;
  readonly rows: DataLoader<RowsSumKey, readonly Share[], string>;
}

export interface ContributionsOptions {
  readonly db: Kysely<Database>;
  readonly measures: DeclaredMeasures;
  readonly asOf: number | null;
}

export function createContributionsSource({ db, measures, asOf }: ContributionsOptions): ContributionsSource {
  const ledger = new DataLoader<SumKey, readonly Share[], string>(
    async (keys) => {
      const { rows } = await sql<Line>`/* engine.contributions.ledger */
        with ${undoneRoots}
        select found.n, found.import_id, sum(found.delta) as delta, null::int as rows
        from (
          select q.n, coalesce(u.root, d.import_id) as import_id, d.member, sum(d.delta) as delta
          from ${ledgerRequests(keys)}
          join cell_changes d on ${ledgerMatch('d')} and (${asOf}::int is null or d.import_id <= ${asOf}::int)
          left join undone u on u.id = d.import_id
          group by 1, 2, 3 having sum(d.delta) <> 0
        ) as found
        group by found.n, found.import_id
        order by found.n, found.import_id`.execute(db);
      return grouped(keys.length, rows);
    },
    { cacheKeyFn: sumKeyText },
  );
  const fromRows = new DataLoader<RowsSumKey, readonly Share[], string>(
    async (keys) => {
      const requests = keys.map((key, n) => ({ n, key }));
      const branches = Map.groupBy(requests, ({ key }) => `${key.measure}|${key.member === ''}|${placeOf(key)}`)
        .values()
        .map((group) => contributionsBranch(measures, group, asOf));
      const { rows } = await sql<Line>`/* engine.contributions.rows */ ${sql.join([...branches], sql` union all `)}
        order by n, import_id`.execute(db);
      return grouped(keys.length, rows);
    },
    { cacheKeyFn: sumKeyText },
  );
  return { ledger, rows: fromRows };
}

function contributionsBranch(
  measures: DeclaredMeasures,
  requests: readonly Numbered<RowsSumKey>[],
  asOf: number | null,
) {
  const [first] = requests;
  if (first === undefined) return sql``;
  const { measure: code, member } = first.key;
  const declared = measureOf(measures, code);
  const { table, filter, amount, measure } = rowsOfMeasure(declared, placeOf(first.key), asOf);
  const word = member === '' ? sql`` : sql`and q.member = ${wordOf(declared, member.slice(0, member.indexOf(':')))}`;
  const delta =
    measure.kind === 'median' || measure.kind === 'distinct' ? sql`count(*)` : sql`coalesce(sum(${amount}), 0)`;
  return sql`select q.n, ${importOfRow('r')} as import_id, ${delta}::numeric as delta, count(*)::int as rows
    from ${rowsRequests(requests)} cross join ${table} ${joinOriginal(declared.dataset, 'r')}
    where ${filter} ${word} group by 1, 2`;
}

function grouped(count: number, lines: readonly Line[]): Share[][] {
  const found = Array.from({ length: count }, (): Share[] => []);
  for (const { n, importId, delta, rows } of lines) found[n]?.push({ importId, delta: exact(delta), rows });
  return found;
}
