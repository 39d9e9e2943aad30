import type { CompiledQuery, QueryResult } from 'kysely';

/** A statement that also tells the newest import it saw. */
interface VersionedQuery<Row = unknown> extends CompiledQuery<Row> {
  readonly isVersioned: true;
}

const NAME = /^\s*(?:\/\*.*?\*\/)?/;

export const isVersioned = (query: CompiledQuery): query is VersionedQuery => 'isVersioned' in query;

/** The same answer with the version beside each row, of the same snapshot; an empty answer is one row that is not `in_answer`. */
export function versioned<Row>(query: CompiledQuery<Row>): VersionedQuery<Row> {
  const name = NAME.exec(query.sql)?.[0] ?? '';
  const sql = `${name} select seen.data_version, answer.*
    from (select coalesce(max(id), 0) as data_version from imports) as seen
    left join (select true as in_answer, body.* from (${query.sql.slice(name.length)}) as body) as answer on true`;
  return Object.freeze({ ...query, sql, isVersioned: true as const });
}

type VersionedRow = { readonly dataVersion?: number; readonly inAnswer?: true | null };

/** The newest import that a versioned statement saw; 0 before the first. */
export function versionOf({ rows }: QueryResult<unknown>): number {
  // Every row of a versioned statement has it.
  const [first] = rows as readonly VersionedRow[];
  return first?.dataVersion ?? 0;
}

/** What the statement would have answered by itself. */
export function withoutVersion<Row>(result: QueryResult<Row>): QueryResult<Row> {
  const [first] = result.rows as readonly VersionedRow[];
  return first?.inAnswer === null ? { ...result, rows: [] } : result;
}
