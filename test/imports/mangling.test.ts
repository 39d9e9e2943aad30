import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { datasets } from '../../src/datasets/index.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createFolder } from './folder.ts';
import { type CleanRow, cleanRows, createDice, type Dice } from './mangling/clean-rows.ts';
import { createLayout, shuffled } from './mangling/layout.ts';
import type { Place, Places } from './mangling/place-forms.ts';
import { readBack } from './mangling/read-back.ts';
import { writeText } from './mangling/write-text.ts';
import { writeWorkbook } from './mangling/write-workbook.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** `MANGLED=500 npx vitest run --project database test/imports/mangling.test.ts` tries so many, `MANGLED_FROM` from there. */
const LAYOUTS = Number(process.env.MANGLED ?? 48);
const FIRST = Number(process.env.MANGLED_FROM ?? 1);
const ROWS = 24;
const ROOT = '350500000000';
const WITHIN = ['350582', '350583'];

const MANGLED = [
  datasets.mediations,
  datasets.cases,
  datasets.tickets,
  datasets.patrols,
  datasets.claims,
  datasets.surveyRates,
  datasets.patrolTeams,
  datasets.ratings,
  datasets.rewards,
  datasets.inspections,
  datasets.policies,
  datasets.incidents,
] as const satisfies readonly Dataset[];

const folder = createFolder();
let work: Workspace;
let places: Places;
let clean: ReadonlyMap<string, { readonly rows: readonly CleanRow[]; readonly ledger: string }>;

beforeAll(async () => {
  work = await createWorkspace(WITHIN);
  places = await somePlaces();
  const made = new Map<string, { rows: readonly CleanRow[]; ledger: string }>();
  for (const [at, dataset] of MANGLED.entries()) {
    const rows = cleanRows(dataset, ROWS, createDice(500 + at), [...places.keys()]);
    await importPlain(dataset, rows);
    expect(await readBack(work.db, dataset), dataset.code).toEqual(sorted(dataset, rows));
    made.set(dataset.code, { rows: sorted(dataset, rows), ledger: await ledger() });
    await forget();
  }
  clean = made;
});
beforeEach(() => forget());
afterAll(async () => {
  folder.remove();
  await work.close();
});

test.each(Array.from({ length: LAYOUTS }, (_, at) => FIRST + at))(
  'layout %i gives the same rows and sums',
  async (seed) => {
    const dice = createDice(seed * 7919);
    const dataset: Dataset = MANGLED[seed % MANGLED.length] ?? datasets.mediations;
    const wanted = clean.get(dataset.code);
    const file = mangled(dataset, wanted?.rows ?? [], seed, dice);
    const report = await work.importFile(dataset.code, file, { region: ROOT });
    const errors = report.issues.filter(({ severity }) => severity === 'error');
    expect(
      errors.slice(0, 5).map(({ row, column, code, found }) => [row, column, code, found].join(' ')),
      file,
    ).toEqual([]);
    expect(await readBack(work.db, dataset), file).toEqual(wanted?.rows);
    expect(await ledger(), file).toBe(wanted?.ledger);
    const found = await verifyLedger(work.db, [dataset], true);
    expect(found.flatMap(({ differences }) => differences)).toEqual([]);
    await forget();
  },
);

function mangled(dataset: Dataset, rows: readonly CleanRow[], seed: number, dice: Dice): string {
  const kind = dice.pick(['csv', 'csv', 'csv.xls', 'xlsx', 'xlsx', 'xls']);
  const workbook = kind === 'xlsx' || kind === 'xls';
  const layout = () => createLayout({ dataset, places, dice, workbook });
  const order = dice.chance(0.5) ? shuffled(rows, dice) : [...rows].sort(byPlace);
  const path = (content: Uint8Array): string => folder.file(`${seed}.${kind}`, content);
  if (!workbook) return path(writeText(layout()(order), dice));
  const cut = dice.chance(0.3) ? dice.between(1, order.length - 1) : order.length;
  const parts = [order.slice(0, cut), order.slice(cut)].filter((part) => part.length > 0);
  return path(
    writeWorkbook(
      parts.map((part) => layout()(part)),
      kind === 'xls',
      dice,
    ),
  );
}

const byPlace = (a: CleanRow, b: CleanRow): number => ((a.region ?? '') < (b.region ?? '') ? -1 : 1);

async function importPlain(dataset: Dataset, rows: readonly CleanRow[]): Promise<void> {
  const names = Object.keys(dataset.columns);
  const yuan = (cents: string) => `${cents.padStart(3, '0').slice(0, -2)}.${cents.padStart(3, '0').slice(-2)}`;
  const cell = (name: string, value: string | null | undefined): string => {
    const text = value ?? '';
    const written = dataset.columns[name]?.kind === 'money' && text !== '' ? yuan(text) : text;
    return `"${written.replaceAll('"', '""')}"`;
  };
  const lines = rows.map((row) => names.map((name) => cell(name, row[name])).join(','));
  const file = folder.file(`${dataset.code}.csv`, [names.join(','), ...lines].join('\n'));
  const report = await work.importFile(dataset.code, file, { region: ROOT });
  expect(report.counts).toMatchObject({ read: rows.length, created: rows.length });
}

const keyOf = (dataset: Dataset, row: CleanRow): string => dataset.key.map((name) => row[name] ?? '').join('\u0001');

function sorted(dataset: Dataset, rows: readonly CleanRow[]): readonly CleanRow[] {
  return [...rows].sort((a, b) => (keyOf(dataset, a) < keyOf(dataset, b) ? -1 : 1));
}

/** Counties, townships and villages of two counties, with the names of their paths. */
async function somePlaces(): Promise<Places> {
  const { rows } = await sql<{ code: string; id: number; name: string; level: string; parentId: number | null }>`
    select code, id, name, level, parent_id from current_regions order by code`.execute(work.db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const namesOf = (id: number | null): Place['names'] => {
    const region = id === null ? undefined : byId.get(id);
    return region === undefined ? {} : { ...namesOf(region.parentId), [region.level]: region.name };
  };
  const levels = ['county', 'township', 'village'].flatMap((level) => {
    const all = rows.filter((row) => row.level === level && WITHIN.some((prefix) => row.code.startsWith(prefix)));
    return all.filter((_, at) => at % Math.ceil(all.length / 12) === 0);
  });
  return new Map(levels.map(({ code, id }) => [code, { code, names: namesOf(id) }]));
}

async function ledger(): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select count(*) || ' ' || coalesce(sum(hashtextextended(concat_ws('|', region_id, measure, member, month, value), 0)), 0)
      as digest from cells where value <> 0`.execute(work.db);
  return rows[0]?.digest ?? '';
}

async function forget(): Promise<void> {
  const tables = sql.join(MANGLED.map(({ code }) => sql.table(code)));
  await sql`truncate ${tables}, cell_years, cell_change_years, coverage, import_issues`.execute(work.db);
}
