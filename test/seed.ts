import { type Kysely, sql, type Transaction } from 'kysely';
import { inject } from 'vitest';
import { DEFAULT_BUDGETS, type Viewer } from '../src/access/viewer.ts';
import { type Dataset, snake } from '../src/datasets/dataset.ts';
import { datasets } from '../src/datasets/index.ts';
import type { Database } from '../src/db/database.ts';
import { createReader, type Reader } from '../src/engine/reader.ts';
import type { Subject } from '../src/engine/values/value.ts';
import { indicators } from '../src/indicators/index.ts';
import { parsePeriod } from '../src/kernel/period.ts';
import { postCoverage } from '../src/ledger/coverage.ts';
import { postImport } from '../src/ledger/post.ts';
import { repostMoved } from '../src/ledger/repost.ts';
import { loadTree } from '../src/regions/load-tree.ts';
import type { Region, RegionKind, RegionLevel } from '../src/regions/region.ts';
import type { RegionRow } from '../src/regions/region-row.ts';
import type { RegionTree } from '../src/regions/tree.ts';
import { writeTree } from '../src/regions/write-tree.ts';

export type Cell = string | number | boolean | null;
/** A row by camelCase column; `region` is an id. */
export type SeedRow = Readonly<Record<string, Cell>>;

export interface SeedRegion {
  readonly id: number;
  readonly code: string;
  readonly path: readonly number[];
  readonly level: RegionLevel;
}

export interface SeedImport {
  readonly fileName?: string;
  /** Months declared complete below a region: first days, both included. */
  readonly covers?: { readonly region: SeedRegion; readonly from: string; readonly to: string };
}

export interface SeedFigure {
  readonly region: SeedRegion;
  readonly indicator: string;
  readonly period: string;
  readonly printed: string;
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly unit?: string;
  readonly qualifier?: string;
  readonly comparison?: string;
  readonly rank?: number;
  readonly rankScope?: string;
  readonly quote?: string;
  readonly locality?: string;
  readonly measure?: string;
}

export const EVERYTHING: Viewer = {
  keyId: 'test',
  agency: 'test',
  scopes: ['indicators:read', 'records:read'],
  reach: null,
  datasets: null,
  disclosure: 'exact',
  trustedOnly: false,
  budgets: DEFAULT_BUDGETS,
  expiresAt: new Date('2027-01-01T00:00:00Z'),
  daysLeft: 365,
};

export interface SeedReader extends Reader {
  readonly tree: RegionTree;
  subject(indicator: string, region: SeedRegion | Region, period: string): Subject;
}

/** Makes a world of its own in an empty database: regions, imports posted to the ledger, printed figures. */
export function seed(db: Kysely<Database>) {
  let treeImport: number | null = null;
  let named = 0;

  /** An import is one transaction, as those of the product are. */
  const whole = (work: (land: Seed) => Promise<number>) => db.transaction().execute((trx) => work(seed(trx)));

  async function open(
    dataset: string,
    kind: 'data' | 'tree',
    fileName: string | null,
    covers?: SeedImport['covers'],
  ): Promise<number> {
    const { rows } = await sql<{ id: number }>`/* seed.import */
      insert into imports (id, kind, dataset, file_name, region_id, covers_from, covers_to, started_at)
      select coalesce(max(id), 0) + 1, ${kind}, ${dataset}, ${fileName}, ${covers?.region.id ?? null}::int,
        ${covers?.from ?? null}::date, ${covers?.to ?? null}::date, now() from imports returning id`.execute(db);
    return first(rows).id;
  }

  async function insert(dataset: Pick<Dataset, 'code'>, importId: number, rows: readonly SeedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const lines = rows.map((row, at) => ({
      ...Object.fromEntries(
        Object.entries(row).map(([name, cell]) => [name === 'region' ? 'region_id' : snake(name), cell]),
      ),
      imported_in: importId,
      row_number: at + 2,
    }));
    const columns = sql.join([...new Set(lines.flatMap((line) => Object.keys(line)))].map((name) => sql.ref(name)));
    const table = sql.table(dataset.code);
    await sql`/* seed.rows */ insert into ${table} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${table}, ${JSON.stringify(lines)}::jsonb)`.execute(db);
  }

  return {
    async region(
      level: RegionLevel,
      name: string,
      parent: SeedRegion | null = null,
      {
        code,
        kind = 'statutory',
        validFrom = null,
      }: { code?: string; kind?: RegionKind; validFrom?: string | null } = {},
    ): Promise<SeedRegion> {
      treeImport ??= await open('regions', 'tree', null);
      named += 1;
      const own = code ?? `9${String(named).padStart(11, '0')}`;
      const { rows } = await sql<{ id: number }>`/* seed.region */
        insert into regions (code) values (${own}) returning id`.execute(db);
      const { id } = first(rows);
      const path = [...(parent?.path ?? []), id];
      await sql`/* seed.region_version */
        insert into region_versions (region_id, name, short_name, level, kind, parent_id, path, valid_from, imported_in)
        values (${id}, ${name}, ${name}, ${level}, ${kind}, ${parent?.id ?? null}, ${path}::int[], ${validFrom}, ${treeImport})`.execute(
        db,
      );
      return { id, code: own, path, level };
    },

    /** Lets a region pass into another one; to be called before rows are posted. */
    async end(region: SeedRegion, on: string, successor: SeedRegion): Promise<void> {
      await sql`/* seed.end */ update region_versions
        set valid_to = ${on}, successor_id = ${successor.id}, path = ${[...successor.path, region.id]}::int[]
        where region_id = ${region.id}`.execute(db);
    },

    /** One import of rows; rows of a key that is there already replace it. */
    async rows(dataset: Dataset, rows: readonly SeedRow[], options: SeedImport = {}): Promise<number> {
      if (!isTransaction(db)) return whole((land) => land.rows(dataset, rows, options));
      const { fileName, covers } = options;
      const importId = await open(dataset.code, 'data', fileName ?? null, covers);
      const keys = dataset.key.map((name) => (name === 'region' ? 'region_id' : snake(name)));
      const same = sql.join(
        keys.map((key) => sql`t.${sql.ref(key)} = n.${sql.ref(key)}`),
        sql` and `,
      );
      await insertSuperseding();
      await postImport(db, dataset, importId);
      const declared = covers === undefined ? null : { regionId: covers.region.id, from: covers.from, to: covers.to };
      await postCoverage(db, dataset, importId, declared);
      return importId;

      async function insertSuperseding() {
        const table = sql.table(dataset.code);
        const lines = rows.map((row) =>
          Object.fromEntries(
            dataset.key.map((name) => [name === 'region' ? 'region_id' : snake(name), row[name] ?? '']),
          ),
        );
        await sql`/* seed.supersede */ update ${table} t set superseded_in = ${importId}
          from jsonb_populate_recordset(null::${table}, ${JSON.stringify(lines)}::jsonb) n
          where t.superseded_in is null and ${same}`.execute(db);
        await insert(dataset, importId, rows);
      }
    },

    /** An import that changes the tree. */
    async tree(rows: readonly RegionRow[]): Promise<number> {
      if (!isTransaction(db)) return whole((land) => land.tree(rows));
      const importId = await open('regions', 'tree', null);
      const { moved, issues } = await writeTree(db, rows, importId);
      if (issues.length > 0) throw new Error(JSON.stringify(issues));
      await repostMoved(db, Object.values(datasets), importId, moved);
      return importId;
    },

    async source(title: string, publishedOn: string | null = null): Promise<number> {
      const { rows } = await sql<{ id: number }>`/* seed.source */
        insert into sources (key, title, published_on) values (${title}, ${title}, ${publishedOn}) returning id`.execute(
        db,
      );
      return first(rows).id;
    },

    async figures(sourceId: number, figures: readonly SeedFigure[]): Promise<number> {
      if (!isTransaction(db)) return whole((land) => land.figures(sourceId, figures));
      const importId = await open('statistics', 'data', 'figures.csv');
      const rows = figures.map((figure) => {
        const period = parsePeriod(figure.period);
        const value = figure.value === undefined ? Number(figure.printed) : figure.value;
        return {
          region: figure.region.id,
          locality: figure.locality ?? '',
          period: figure.period,
          periodStart: period.start,
          periodEnd: period.end,
          measure: figure.measure ?? `${figure.indicator} ${figure.comparison ?? ''} ${figure.rankScope ?? ''}`,
          indicator: figure.indicator,
          printed: figure.printed,
          value,
          valueLow: figure.low === undefined ? value : figure.low,
          valueHigh: figure.high === undefined ? value : figure.high,
          unit: figure.unit ?? null,
          qualifier: figure.qualifier ?? 'exact',
          comparison: figure.comparison ?? 'none',
          rank: figure.rank ?? null,
          rankScope: figure.rankScope ?? null,
          quote: figure.quote ?? null,
          sourceId,
        };
      });
      await insert(datasets.statistics, importId, rows);
      return importId;
    },

    async reader({
      today = '2026-11-21',
      viewer = EVERYTHING,
      asOf = null,
    }: {
      today?: string;
      viewer?: Viewer;
      asOf?: number | null;
    } = {}): Promise<SeedReader> {
      const tree = await loadTree(db, ...(asOf === null ? [] : [asOf]));
      const reader = createReader({
        db,
        datasets,
        indicators,
        tree,
        viewer,
        today,
        asOf: asOf === null ? null : { importId: asOf },
        latestImport: null,
        secret: Buffer.alloc(32),
        spread: inject('postgres').nodes.length > 1,
      });
      return {
        ...reader,
        tree,
        subject(code, region, period) {
          const indicator = indicators.get(code);
          if (indicator === undefined) throw new Error(`no indicator ${code}`);
          return { indicator, region: tree.byId(region.id), period: parsePeriod(period, today) };
        },
      };
    },
  };
}

const isTransaction = (db: Kysely<Database>): db is Transaction<Database> => db.isTransaction;

export type Seed = ReturnType<typeof seed>;

function first<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('expected a row');
  return row;
}
