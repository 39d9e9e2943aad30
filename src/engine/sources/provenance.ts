import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { canSee, mayRead, type Viewer } from '../../access/viewer.ts';
import type { Database } from '../../db/database.ts';
import { readUndos, type Undos } from '../../db/undos.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { SourceDocument } from '../values/figure.ts';

/** One import, undo or change of the tree, with its counts. */
export interface ImportRecord {
  readonly id: number;
  readonly kind: 'data' | 'undo' | 'tree';
  readonly dataset: string;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly sourceId: number | null;
  readonly regionId: number | null;
  readonly coversFrom: string | null;
  readonly coversTo: string | null;
  readonly synthetic: boolean;
  readonly rowsRead: number;
  readonly rowsCreated: number;
  readonly rowsUpdated: number;
  readonly rowsUnchanged: number;
  readonly rowsRejected: number;
  readonly rowsSkipped: number;
  readonly rowsRemoved: number;
  /** What an undo took back. */
  readonly undoes: number | null;
  readonly startedAt: Date;
  readonly committedAt: Date;
}

/** What an import had to say of one cell or of the file. */
export interface ImportIssue {
  readonly ordinal: number;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly sheet: string | null;
  readonly rowNumber: number | null;
  readonly columnName: string | null;
  readonly message: string;
  readonly found: string | null;
  readonly expected: string | null;
  /** What it may be. */
  readonly candidates: readonly string[];
}

export interface ImportsPage {
  readonly dataset: string | null;
  readonly first: number;
  /** Only imports before this one; null from the newest. */
  readonly before: number | null;
}

/**
 * Where the data of one version came from. Lists hold one more than asked for where there are more. A key of limited
 * reach is shown the imports of its regions, those that reach further, and those of no region; never what was wrong in
 * the rows of others.
 */
export interface Provenance {
  /** Newest first. */
  readonly imports: (page: ImportsPage) => Promise<readonly ImportRecord[]>;
  readonly importCount: (dataset: string | null) => Promise<number>;
  readonly importById: (id: number) => Promise<ImportRecord | null>;
  /** Of something that may be seen. @throws AnlanError INTERNAL when there is no such import */
  readonly importOf: (id: number) => Promise<ImportRecord>;
  /** The undo that takes an import back; null while it stands. */
  readonly undoneBy: (id: number) => Promise<number | null>;
  /** @throws AnlanError OUT_OF_REACH unless the whole import lies within reach */
  readonly issues: (importId: number, first: number, after: number) => Promise<readonly ImportIssue[]>;
  readonly issueCount: (importId: number) => Promise<number>;
  /** In order of id. */
  readonly sources: (first: number, after: number) => Promise<readonly SourceDocument[]>;
  readonly sourceCount: () => Promise<number>;
  readonly sourceById: (id: number) => Promise<SourceDocument | null>;
}

const importColumns = sql`id, kind, dataset, file_name, sha256, source_id, region_id, covers_from, covers_to, synthetic,
  rows_read, rows_created, rows_updated, rows_unchanged, rows_rejected, rows_skipped, rows_removed, undoes,
  started_at, committed_at`;
const sourceColumns = sql`id, title, publisher, published_on, address, licence`;

const LAST = 2_147_483_647;

interface ProvenanceOptions {
  readonly db: Kysely<Database>;
  readonly tree: RegionTree;
  readonly viewer: Viewer;
  /** The last import to include; null: all. */
  readonly asOf: number | null;
}

export function createProvenance({ db, tree, viewer, asOf }: ProvenanceOptions): Provenance {
  const version = asOf ?? LAST;
  const shown = shownTo(tree, viewer);
  const imports = new DataLoader<number, ImportRecord | null>(async (ids) => {
    const { rows } = await sql<ImportRecord>`/* engine.imports_by_id */
      select ${importColumns} from imports where id = any(${[...ids]}::int[]) and id <= ${version}`.execute(db);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
  const sources = new DataLoader<number, SourceDocument | null>(async (ids) => {
    const { rows } = await sql<SourceDocument>`/* engine.sources_by_id */
      select ${sourceColumns} from sources where id = any(${[...ids]}::int[])`.execute(db);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
  let undos: Promise<Undos> | null = null;
  const total = async (statement: ReturnType<typeof sql<{ total: number }>>): Promise<number> =>
    (await statement.execute(db)).rows[0]?.total ?? 0;

  /** What a file held, down to the number of its rows, can be a small count. */
  const requireImports = (): void => {
    if (viewer.disclosure === 'exact') return;
    throw new AnlanError('FORBIDDEN', 'a restricted key is not shown imports', { disclosure: viewer.disclosure });
  };
  const mayReadIssues = async (importId: number): Promise<void> => {
    if (viewer.reach === null) return;
    const { regionId = null } = (await imports.load(importId)) ?? {};
    const region = regionId === null ? null : tree.known(regionId);
    if (region !== null && canSee(viewer, tree, region)) return;
    throw new AnlanError('OUT_OF_REACH', `expected an import of which all rows lie within reach, got ${importId}`, {
      found: importId,
    });
  };

  return {
    async imports({ dataset, first, before }) {
      requireImports();
      const { rows } = await sql<ImportRecord>`/* engine.import_list */
        select ${importColumns} from imports
        where id <= ${version} and (${before}::int is null or id < ${before}) and (${dataset}::text is null or dataset = ${dataset})
          and ${shown}
        order by id desc limit ${first + 1}`.execute(db);
      return rows;
    },
    async importCount(dataset) {
      requireImports();
      return total(sql`/* engine.import_count */ select count(*)::int as total from imports
        where id <= ${version} and (${dataset}::text is null or dataset = ${dataset}) and ${shown}`);
    },
    async importById(id) {
      if (viewer.disclosure === 'restricted') return null;
      const found = await imports.load(id);
      return found === null || isShown(tree, viewer, found) ? found : null;
    },
    async importOf(id) {
      const found = await imports.load(id);
      if (found === null) throw new AnlanError('INTERNAL', `expected import ${id} among those up to ${version}`);
      return found;
    },
    async undoneBy(id) {
      undos ??= readUndos(db, asOf);
      return (await undos).undoneBy(id);
    },
    async issues(importId, first, after) {
      requireImports();
      await mayReadIssues(importId);
      const { rows } = await sql<ImportIssue>`/* engine.import_issues */
        select ordinal, severity, code, sheet, row_number, column_name, message, found, expected,
          coalesce(candidates, '[]') as candidates
        from import_issues
        where import_id = ${importId} and ordinal > ${after} order by ordinal limit ${first + 1}`.execute(db);
      return rows;
    },
    async issueCount(importId) {
      await mayReadIssues(importId);
      return total(sql`/* engine.import_issue_count */
        select count(*)::int as total from import_issues where import_id = ${importId}`);
    },
    async sources(first, after) {
      const { rows } = await sql<SourceDocument>`/* engine.source_list */
        select ${sourceColumns} from sources where id > ${after} order by id limit ${first + 1}`.execute(db);
      return rows;
    },
    sourceCount: () => total(sql`/* engine.source_count */ select count(*)::int as total from sources`),
    sourceById: (id) => sources.load(id),
  };
}

function isShown(tree: RegionTree, viewer: Viewer, { regionId, kind, dataset }: ImportRecord): boolean {
  if (kind !== 'tree' && !mayRead(viewer, dataset)) return false;
  if (regionId === null) return true;
  const region = tree.known(regionId);
  if (region !== null && canSee(viewer, tree, region)) return true;
  return viewer.reach?.some((code) => tree.find(code)?.path.includes(regionId)) ?? true;
}

/** Imports of datasets that may be read, of regions within reach or above it, and of none: `isShown` in SQL. */
function shownTo(tree: RegionTree, { reach, datasets }: Viewer): RawBuilder<boolean> {
  const open = datasets === null ? sql`true` : sql`(kind = 'tree' or dataset = any(${[...datasets]}::text[]))`;
  if (reach === null) return sql<boolean>`${open}`;
  const roots = reach.flatMap((code) => tree.find(code) ?? []);
  return sql`${open} and (region_id is null or region_id = any(${roots.flatMap(({ path }) => path)}::int[]) or exists (
    select 1 from region_versions place
    where place.region_id = imports.region_id and place.path && ${roots.map(({ id }) => id)}::int[]))`;
}
