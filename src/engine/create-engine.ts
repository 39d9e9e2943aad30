import type { Kysely } from 'kysely';
import { mayRead } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { lazy } from '../kernel/lazy.ts';
import type { Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { Assess, Engine, EngineOptions } from './engine.ts';
import { createAllowedSums } from './sources/allowed-sums.ts';
import { createAssessmentSource } from './sources/assessment-source.ts';
import { createContributionsSource } from './sources/contributions-source.ts';
import { createDisclosedRows, createDisclosedSums } from './sources/disclosed-sums.ts';
import { createFiguresSource } from './sources/figures-source.ts';
import { createGapsSource } from './sources/gaps-source.ts';
import { createImportsSource } from './sources/imports-source.ts';
import { createLatestSource } from './sources/latest-source.ts';
import { createLedgerSource } from './sources/ledger-source.ts';
import { createRecordsSource } from './sources/records-source.ts';
import { createRowsSource } from './sources/rows-source.ts';
import { declaredMeasures } from './values/declared-measures.ts';

export function createEngine(options: EngineOptions, assess: Assess): Engine {
  const { db, datasets, asOf, tree, viewer, secret = Buffer.alloc(0) } = options;
  const { measures = declaredMeasures(datasets), withheld = new Set() } = options;
  const asOfImport = asOf?.importId ?? null;
  const { ledger, rows } = createAllowedSums(
    {
      ledger: createLedgerSource(db, asOfImport),
      rows: createRowsSource({ db, datasets, measures, asOf: asOfImport }),
    },
    viewer,
  );
  const restricted = viewer.disclosure === 'restricted';
  const open = options.beyond ?? db;
  const printed = (from: Kysely<Database>) =>
    createFiguresSource({
      db: from,
      datasets: Object.fromEntries(Object.entries(datasets).filter(([, { code }]) => mayRead(viewer, code))),
      asOf: asOfImport,
      published: restricted,
      readable: mayRead(viewer, 'statistics'),
    });
  const { figures, goals } = printed(db);
  const engine: Engine = {
    ...options,
    beyond: lazy(() => (open === db ? engine : createEngine({ ...options, db: open, beyond: open }, assess))),
    measures,
    assess,
    asOfImport,
    sums: restricted ? createDisclosedSums({ ledger, measures, tree, secret }) : ledger,
    rowSums: restricted ? createDisclosedRows({ rows, measures }) : { load: rows.sums },
    middle: rows.middle,
    rates: rows.rates,
    figures,
    // What is set for a region above binds those below it, who are told of it.
    goals: open === db ? goals : printed(open).goals,
    assessments: createAssessmentSource({ db, open, datasets, asOf: asOfImport }),
    contributions: createContributionsSource({ db, measures, asOf: asOfImport }),
    imports: createImportsSource(db),
    gaps: createGapsSource(db, asOfImport, (id) => townshipsAt(tree, tree.byId(id))),
    records: createRecordsSource({ db, measures, asOf: asOfImport }),
    latest: createLatestSource({ db, datasets, open: (code) => mayRead(viewer, code), asOf: asOfImport }),
    values: new Map(),
    contests: new Map(),
    reported: new Map(),
    withheld,
  };
  return engine;
}

function townshipsAt(tree: RegionTree, region: Region): readonly number[] {
  return region.level === 'township' ? [region.id] : tree.descendants(region, 'township').map(({ id }) => id);
}
