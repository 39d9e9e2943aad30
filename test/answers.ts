import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import { datasets } from '../src/datasets/index.ts';
import type { Database } from '../src/db/database.ts';
import { createReader } from '../src/engine/reader.ts';
import { createDatasetPages } from '../src/engine/sources/dataset-pages.ts';
import { indicators } from '../src/indicators/index.ts';
import { parsePeriod } from '../src/kernel/period.ts';
import { loadTree } from '../src/regions/load-tree.ts';
import { EVERYTHING } from './seed.ts';

export interface Asked {
  /** Codes; those that the tree does not know are answered by null. */
  readonly regions: readonly string[];
  readonly periods: readonly string[];
  /** First words of indicator codes. */
  readonly themes: readonly string[];
  readonly today: string;
  /** The last import to include; null: all. */
  readonly asOf?: number | null;
}

/**
 * What the engine answers about regions and periods, one text for each indicator and region: values, explanations,
 * printed figures; and the records of the region.
 */
export async function answers(db: Kysely<Database>, { regions, periods, themes, today, asOf = null }: Asked) {
  const tree = await loadTree(db, ...(asOf === null ? [] : [asOf]));
  const reader = createReader({
    db,
    datasets,
    indicators,
    tree,
    viewer: EVERYTHING,
    today,
    asOf: asOf === null ? null : { importId: asOf },
    latestImport: null,
    secret: Buffer.alloc(32),
    spread: inject('postgres').nodes.length > 1,
  });
  const records = createDatasetPages({ db, tree, viewer: EVERYTHING, asOf });
  const chosen = [...indicators.values()].filter(({ code }) => themes.includes(code.replace(/\..*/, '')));
  const found = new Map<string, string>();
  for (const code of regions) {
    const region = tree.find(code);
    if (region === null) {
      found.set(code, 'null');
      continue;
    }
    found.set(code, text([region, tree.fullName(region), tree.aliases(region), tree.children(region)]));
    await Promise.all(
      chosen.map(async (indicator) => {
        const subjects = periods.map((period) => ({ indicator, region, period: parsePeriod(period, today) }));
        const parts = subjects.map(async (subject) => {
          const [{ subject: _, ...value }, explanation, reported] = await Promise.all([
            reader.value(subject),
            reader.explanation(subject),
            reader.reported(subject),
          ]);
          return [value, explanation, reported];
        });
        found.set(`${code} ${indicator.code}`, text(await Promise.all(parts)));
      }),
    );
    for (const dataset of Object.values(datasets)) {
      const page = await records.page({ dataset, region, filter: {}, first: 1000, after: 0 });
      // A row that lives again has a new id, and stands behind those that never died.
      const rows = page.map(({ id: _, ...row }) => text(row)).sort();
      found.set(`${code} ${dataset.code} rows`, text(rows));
    }
  }
  return Object.fromEntries(found);
}

const text = (value: unknown): string =>
  JSON.stringify(value, (key, part) => {
    if (key === 'indicator' || key === 'subject') return undefined;
    return typeof part === 'bigint' ? String(part) : part;
  });

/** What two answers disagree on, each with the words around the first difference; short, for the eye. */
export function differing(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) {
  return Object.keys({ ...one, ...other }).flatMap((key) => {
    const [a = '', b = ''] = [one[key], other[key]];
    if (a === b) return [];
    const at = [...a].findIndex((sign, index) => sign !== b[index]);
    const around = (whole: string) => whole.slice(Math.max(0, at - 60), at + 60);
    return [{ key, one: around(a), other: around(b) }];
  });
}
