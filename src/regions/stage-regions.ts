import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import type { RegionRow } from './region-row.ts';
import { shortNameOf } from './short-name.ts';
import { codesAbove, levelOfCode } from './statutory-code.ts';

const CHUNK = 20_000;

/**
 * Lays the rows in the temporary tables `staged_regions` and `staged_aliases`, `row` being the place in `rows`.
 * Of rows with one code the last one counts; the others are returned.
 */
export async function stageRegions(trx: Transaction<Database>, rows: readonly RegionRow[]): Promise<readonly number[]> {
  for (const table of ['staged_regions', 'staged_aliases']) {
    await sql`/* regions.unstage */ drop table if exists pg_temp.${sql.id(table)}`.execute(trx);
  }
  await sql`/* regions.stage */ create temporary table staged_regions (
    row int, code text, name text, short_name text, derived_name text, parent_code text, implied_parent text, level text,
    implied_level text, kind text, valid_from date, valid_to date, successor_code text) on commit drop`.execute(trx);
  await sql`/* regions.stage */ create temporary table staged_aliases (row int, alias text) on commit drop`.execute(
    trx,
  );

  const last = new Map<string, number>();
  for (const [at, row] of rows.entries()) last.set(row.code, at);
  const kept = [...last.values()].sort((a, b) => a - b);
  for (let from = 0; from < kept.length; from += CHUNK) await stageChunk(trx, rows, kept.slice(from, from + CHUNK));
  await sql`/* regions.stage */ analyze staged_regions`.execute(trx);
  return rows.flatMap((row, at) => (last.get(row.code) === at ? [] : [at]));
}

async function stageChunk(trx: Transaction<Database>, rows: readonly RegionRow[], ordinals: readonly number[]) {
  const chunk = ordinals.flatMap((at) => rows[at] ?? []);
  const levels = chunk.map((row) => row.level ?? levelOfCode(row.code));
  const texts = (read: (row: RegionRow, at: number) => string | null | undefined): RawBuilder<string[]> =>
    sql`${chunk.map((row, at) => read(row, at) || null)}::text[]`;

  await sql`/* regions.stage */ insert into staged_regions
    select row, code, name, short_name, derived_name, parent_code, implied_parent, level, implied_level, kind,
      valid_from::date, valid_to::date, successor_code
    from unnest(${ordinals}::int[], ${texts((row) => row.code)}, ${texts((row) => row.name)},
      ${texts((row) => row.shortName)}, ${texts((row, at) => shortNameOf(row.name, levels[at] ?? null, row.kind ?? 'statutory'))},
      ${texts((row) => row.parentCode)}, ${texts((row) => codesAbove(row.code)[0])},
      ${texts((row) => row.level)}, ${texts((row) => levelOfCode(row.code))}, ${texts((row) => row.kind)},
      ${texts((row) => row.validFrom)}, ${texts((row) => row.validTo)}, ${texts((row) => row.successorCode)})
      as given (row, code, name, short_name, derived_name, parent_code, implied_parent, level, implied_level, kind,
        valid_from, valid_to, successor_code)`.execute(trx);

  const aliases = chunk.flatMap((row, at) => (row.aliases ?? []).map((alias) => ({ row: ordinals[at] ?? 0, alias })));
  if (aliases.length === 0) return;
  await sql`/* regions.stage_aliases */ insert into staged_aliases
    select * from unnest(${aliases.map(({ row }) => row)}::int[], ${aliases.map(({ alias }) => alias)}::text[])`.execute(
    trx,
  );
}
