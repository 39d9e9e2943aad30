import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { canSee, mayRead, type Viewer } from '../../access/viewer.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Eventual } from '../../kernel/eventual.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Answers } from '../hot/answers.ts';
import type { EngineRecord } from './engine-record.ts';
import { recordMaker, storedRow } from './stored-record.ts';
import { importOfRow, joinOriginal } from './undone-sql.ts';
import { inRegion, versionOf } from './versions-sql.ts';

/** What rows of a dataset to list: one of the words, a text, flag or year as text, or days from-to, both included. */
export type RecordFilter = Readonly<Record<string, RecordTest>>;
export type RecordTest =
  | { readonly in: readonly string[] }
  | { readonly is: string }
  | { readonly from: string | null; readonly to: string | null };

export interface PageKey {
  readonly dataset: Dataset;
  /** The region and all below it. */
  readonly region: Region;
  readonly filter: RecordFilter;
  readonly first: number;
  /** Only rows of a greater id; 0 from the beginning. */
  readonly after: number;
}

export interface DatasetPages {
  /** In order of id, one more than asked for where there are more. @throws AnlanError FORBIDDEN, OUT_OF_REACH */
  readonly page: (key: PageKey) => Eventual<readonly EngineRecord[]>;
  readonly count: (key: Omit<PageKey, 'first' | 'after'>) => Promise<number>;
  /** Null too where the key does not reach. @throws AnlanError FORBIDDEN */
  readonly byId: (dataset: Dataset, id: number) => Promise<EngineRecord | null>;
}

interface RowKey {
  readonly dataset: Dataset;
  readonly id: number;
}

const rowText = ({ dataset, id }: RowKey): string => `${dataset.code}:${id}`;

interface DatasetPagesOptions {
  readonly db: Kysely<Database>;
  readonly tree: RegionTree;
  readonly viewer: Viewer;
  /** The last import to include; null: all. */
  readonly asOf: number | null;
  /** Pages that others with these rights were given of the same data. */
  readonly hot?: HotPages | undefined;
}

export interface HotPages {
  readonly pages: Answers['pages'];
  /** Does it once all that was read is sure to be of that data. */
  readonly hold: (store: () => void) => void;
}

export function createDatasetPages({ db, tree, viewer, asOf, hot }: DatasetPagesOptions): DatasetPages {
  const pages = new DataLoader<PageKey, readonly EngineRecord[], string>(
    async (keys) => {
      const branches = keys.map((key, n) => pageSql(key, n, asOf));
      const { rows } = await sql<{ readonly n: number; readonly line: unknown }>`/* engine.dataset_pages */
        select n, line from (${sql.join(branches, sql` union all `)}) as page order by n, id`.execute(db);
      const found = keys.map((): EngineRecord[] => []);
      const makers = keys.map(({ dataset }) => recordMaker(dataset, tree));
      for (const { n, line } of rows) {
        const record = makers[n]?.(storedRow(line));
        if (record !== undefined) found[n]?.push(record);
      }
      return found;
    },
    { cacheKeyFn: pageText },
  );
  const counts = new DataLoader<Omit<PageKey, 'first' | 'after'>, number, string>(
    async (keys) => {
      const branches = keys.map(
        (key, n) => sql`select ${n}::int as n, count(*)::int as total from ${rowsSql(key, asOf)}`,
      );
      const { rows } = await sql<{ readonly n: number; readonly total: number }>`/* engine.dataset_counts */
        ${sql.join(branches, sql` union all `)}`.execute(db);
      const totals = new Map(rows.map(({ n, total }) => [n, total]));
      return keys.map((_, n) => totals.get(n) ?? 0);
    },
    { cacheKeyFn: keyText },
  );

  const single = new DataLoader<RowKey, EngineRecord | null, string>(
    async (keys) => {
      const branches = [...Map.groupBy(keys, ({ dataset }) => dataset)].map(([dataset, rows]) =>
        rowsById(dataset, rows, asOf),
      );
      const { rows } = await sql<{ readonly dataset: string; readonly id: number; readonly line: unknown }>`
        /* engine.dataset_rows */ ${sql.join(branches, sql` union all `)}`.execute(db);
      const lines = new Map(rows.map(({ dataset, id, line }) => [`${dataset}:${id}`, line]));
      return keys.map((key) => {
        const line = lines.get(rowText(key));
        return line === undefined ? null : recordMaker(key.dataset, tree)(storedRow(line));
      });
    },
    { cacheKeyFn: rowText },
  );

  const requireRecords = (): void => {
    if (viewer.scopes.includes('records:read')) return;
    throw new AnlanError('FORBIDDEN', 'expected a key with the scope records:read', { scope: 'records:read' });
  };
  const allow = ({ dataset, region }: Pick<PageKey, 'dataset' | 'region'>): void => {
    requireRecords();
    if (!mayRead(viewer, dataset.code)) {
      throw new AnlanError('FORBIDDEN', `expected a key for the dataset ${dataset.code}`, { dataset: dataset.code });
    }
    if (canSee(viewer, tree, region)) return;
    throw new AnlanError('OUT_OF_REACH', `expected a region within reach, got ${region.code}`, { found: region.code });
  };

  return {
    page(key) {
      allow(key);
      const text = pageText(key);
      const known = hot?.pages.get(text);
      if (known !== undefined) return known;
      return pages.load(key).then((records) => {
        hot?.hold(() => hot.pages.set(text, records));
        return records;
      });
    },
    async count(key) {
      allow(key);
      return counts.load(key);
    },
    async byId(dataset, id) {
      requireRecords();
      if (!mayRead(viewer, dataset.code)) return null;
      const record = await single.load({ dataset, id });
      if (record === null) return null;
      return canSee(viewer, tree, record.region) ? record : null;
    },
  };
}

function rowsById(dataset: Dataset, rows: readonly RowKey[], asOf: number | null): RawBuilder<unknown> {
  return sql`select ${dataset.code}::text as dataset, r.id,
      to_jsonb(r) || jsonb_build_object('file_name', i.file_name, 'imported_in', i.id) as line
    from ${sql.table(dataset.code)} as r ${joinOriginal(dataset, 'r')} join imports i on i.id = ${importOfRow('r')}
    where r.id = any(${rows.map(({ id }) => id)}::bigint[]) and ${versionOf('r', asOf)}`;
}

function pageSql(key: PageKey, n: number, asOf: number | null): RawBuilder<unknown> {
  return sql`(select ${n}::int as n, r.id, to_jsonb(r) || jsonb_build_object('file_name', i.file_name, 'imported_in', i.id) as line
    from (select r.* from ${rowsSql(key, asOf)} and r.id > ${key.after} order by r.id limit ${key.first + 1}) as r
    ${joinOriginal(key.dataset, 'r')} join imports i on i.id = ${importOfRow('r')})`;
}

/** `q` is the region asked for, `r` the row. */
function rowsSql(
  { dataset, region, filter }: Omit<PageKey, 'first' | 'after'>,
  asOf: number | null,
): RawBuilder<unknown> {
  const tests = Object.entries(filter).map(([column, test]) => sql` and ${testSql(dataset, column, test)}`);
  return sql`(select ${region.id}::int as region_id) as q cross join ${sql.table(dataset.code)} as r
    where ${inRegion('r', asOf)} and ${versionOf('r', asOf)}${sql.join(tests, sql``)}`;
}

function testSql(dataset: Dataset, column: string, test: RecordTest): RawBuilder<boolean> {
  const ref = sql.ref(`r.${snake(column)}`);
  if ('in' in test) return sql`${ref} = any(${[...test.in]}::text[])`;
  if ('is' in test) return sql`${ref} = ${test.is}`;
  const day = dataset.columns[column]?.kind === 'time' ? sql`(${ref} at time zone 'Asia/Shanghai')::date` : ref;
  const from = test.from === null ? sql`true` : sql`${day} >= ${test.from}::date`;
  const to = test.to === null ? sql`true` : sql`${day} <= ${test.to}::date`;
  return sql`(${from} and ${to})`;
}

const pageText = ({ first, after, ...key }: PageKey): string => `${keyText(key)}|${first}|${after}`;

const keyText = ({ dataset, region, filter }: Omit<PageKey, 'first' | 'after'>): string =>
  `${dataset.code}|${region.id}|${JSON.stringify(filter)}`;
