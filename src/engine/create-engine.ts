import { mayRead } from '../access/viewer.ts';
import { lazy } from '../kernel/lazy.ts';
import type { Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { Assess, Engine, EngineOptions } from './engine.ts';
import { type CommonSources, createCommonSources, withinReach } from './sources/common-sources.ts';
import { createContributionsSource } from './sources/contributions-source.ts';
import { createDisclosedRows } from './sources/disclosed-sums.ts';
import { createGapsSource } from './sources/gaps-source.ts';
import { createImportsSource } from './sources/imports-source.ts';
import { createLatestSource } from './sources/latest-source.ts';
import { createRecordsSource } from './sources/records-source.ts';
import { declaredMeasures } from './values/declared-measures.ts';

/** @param shared of the engine that this one stands beside, for what lies beyond its reach */
export function createEngine(options: EngineOptions, assess: Assess, shared?: CommonSources): Engine {
  const { db, datasets, asOf, tree, viewer } = options;
  const { measures = declaredMeasures(datasets), withheld = new Set() } = options;
  const asOfImport = asOf?.importId ?? null;
  const open = options.beyond ?? db;
  const common = shared ?? createCommonSources({ ...options, measures });
  const { rows, figures } = open === db ? common : withinReach(common, options);
  const engine: Engine = {
    ...options,
    beyond: lazy(() => (open === db ? engine : createEngine({ ...options, db: open, beyond: open }, assess, common))),
    measures,
    assess,
    asOfImport,
    sums: common.sums,
    rowSums: viewer.disclosure === 'restricted' ? createDisclosedRows({ rows, measures }) : { load: rows.sums },
    middle: rows.middle,
    rates: rows.rates,
    ...figures,
    assessments: common.assessments,
    contributions: createContributionsSource({ db, measures, asOf: asOfImport }),
    imports: createImportsSource(db),
    gaps: createGapsSource(db, asOfImport, (id) => townshipsAt(tree, tree.byId(id))),
    records: createRecordsSource({ db, measures, asOf: asOfImport }),
    latest: createLatestSource({ db, datasets, open: (code) => mayRead(viewer, code), asOf: asOfImport }),
    values: new Map(),
    contests: new Map(),
    reported: common.reported,
    withheld,
  };
  return engine;
}

function townshipsAt(tree: RegionTree, region: Region): readonly number[] {
  return region.level === 'township' ? [region.id] : tree.descendants(region, 'township').map(({ id }) => id);
}
