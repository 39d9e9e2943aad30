import { type Kysely, sql } from 'kysely';
import type { Pool } from 'pg';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { takeWriteLock } from '../../db/write-lock.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { type ConfirmedHeader, headerKey } from '../reading/header-words.ts';
import { inSession } from '../writing/session.ts';
import { rememberedHeader, targetText } from './header-match.ts';
import { type Match, placeKey } from './match.ts';

/** What an import knows of the files of its source. */
export interface Memory {
  readonly source: string;
  readonly headers: readonly ConfirmedHeader[];
  /** Codes of regions by the key of their wording. */
  readonly places: ReadonlyMap<string, string>;
}

export const NO_MEMORY: Memory = { source: '', headers: [], places: new Map() };

export interface NewMatch extends Pick<Match, 'source' | 'dataset' | 'kind' | 'written' | 'target'> {
  readonly by: string | null;
}

const columns = sql`id, source, dataset, kind, written, target, confirmed_by, confirmed_at, superseded_at, superseded_by`;

/** The matches in force of one source, for one dataset. */
export async function loadMemory(pool: Pool, source: string, dataset: Dataset): Promise<Memory> {
  const rows = await inSession(pool, async ({ trx }) => {
    const { rows: result } = await sql<Pick<Match, 'kind' | 'written' | 'target'>>`
      /* imports.matches */ select kind, written, target from import_matches
      where source = ${source} and (dataset is null or dataset = ${dataset.code}) and superseded_at is null
      order by id`.execute(trx);
    return { commit: false, result };
  });
  return {
    source,
    headers: rows.flatMap(({ kind, written, target }) =>
      kind === 'header' ? (rememberedHeader(dataset, written, target) ?? []) : [],
    ),
    places: new Map(
      rows.flatMap(({ kind, written, target }) => (kind === 'region' ? [[placeKey(written), target] as const] : [])),
    ),
  };
}

/** The headers that were given with a file, for the next one. The write lock must be held. */
export async function rememberHeaders(
  trx: Kysely<Database>,
  { source }: Memory,
  dataset: Dataset,
  given: readonly ConfirmedHeader[],
  by: string | null,
): Promise<void> {
  for (const header of given) {
    const { written } = header;
    await write(trx, { source, dataset: dataset.code, kind: 'header', written, target: targetText(header), by });
  }
}

/** Confirms a match; what was confirmed of the same wording before is superseded. The same again changes nothing. */
export async function rememberMatch(pool: Pool, match: NewMatch): Promise<Match> {
  return inSession(pool, async ({ trx }) => {
    await takeWriteLock(trx, () => {});
    return { commit: true, result: await write(trx, match) };
  });
}

/** Takes a match back; it stays in the history. @throws AnlanError NOT_FOUND unless it is in force */
export async function forgetMatch(pool: Pool, id: number, by: string | null): Promise<Match> {
  return inSession(pool, async ({ trx }) => {
    const { rows } = await sql<Match>`
      /* imports.forget_match */
      update import_matches set superseded_at = clock_timestamp(), superseded_by = ${by}
      where id = ${id}::int and superseded_at is null returning ${columns}`.execute(trx);
    const [found] = rows;
    if (found !== undefined) return { commit: true, result: found };
    throw new AnlanError(
      'NOT_FOUND',
      { zh: `没有生效的对应 ${id}；见 list`, en: `expected the number of a match in force, got ${id}; see list` },
      { found: id },
    );
  });
}

/** By source and number. @param history those that were superseded too */
export async function listMatches(
  pool: Pool,
  { source, history }: { readonly source: string | null; readonly history: boolean },
): Promise<readonly Match[]> {
  return inSession(pool, async ({ trx }) => {
    const { rows } = await sql<Match>`
      /* imports.match_list */ select ${columns} from import_matches
      where (${source}::text is null or source = ${source}) and (${history}::boolean or superseded_at is null)
      order by source, id`.execute(trx);
    return { commit: false, result: rows };
  });
}

async function write(trx: Kysely<Database>, { source, dataset, kind, written, target, by }: NewMatch): Promise<Match> {
  const word = kind === 'header' ? headerKey(written) : placeKey(written);
  const inForce = sql`source = ${source} and kind = ${kind} and coalesce(dataset, '') = ${dataset ?? ''}
    and word = ${word} and superseded_at is null`;
  const known = await sql<Match>`
    /* imports.known_match */ select ${columns} from import_matches where ${inForce} and target = ${target}`.execute(
    trx,
  );
  if (known.rows[0] !== undefined) return known.rows[0];
  await sql`/* imports.supersede_match */
    update import_matches set superseded_at = clock_timestamp(), superseded_by = ${by} where ${inForce}`.execute(trx);
  const { rows } = await sql<Match>`
    /* imports.remember_match */
    insert into import_matches (source, dataset, kind, word, written, target, confirmed_by)
    values (${source}, ${dataset}, ${kind}, ${word}, ${written}, ${target}, ${by}) returning ${columns}`.execute(trx);
  const [added] = rows;
  if (added === undefined) throw new Error('expected the row that was added');
  return added;
}
