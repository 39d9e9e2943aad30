import { refuseHistory } from '../../access/refuse-history.ts';
import { canSee, mayRead } from '../../access/viewer.ts';
import { afterTick } from '../../kernel/turns.ts';
import type { EngineOptions } from '../engine.ts';
import type { DeclaredMeasures } from '../values/declared-measures.ts';
import type { ReportedMonths } from '../values/reported-months.ts';
import { createAllowedSums } from './allowed-sums.ts';
import { type AssessmentSource, createAssessmentSource } from './assessment-source.ts';
import { createDisclosedSums } from './disclosed-sums.ts';
import { createFiguresSource, type FiguresSource } from './figures-source.ts';
import { createLedgerSource } from './ledger-source.ts';
import { createRowsSource, type RowsSource } from './rows-source.ts';
import type { SumsSource } from './sum-key.ts';
import { createWordSums } from './word-sums.ts';
import { createYearsSource } from './years-source.ts';

/**
 * What engines of one viewer and moment share: what lies beyond reach is read together with what lies within, so that a
 * key of a small place takes no more statements than one of everything.
 */
export interface CommonSources {
  readonly sums: SumsSource;
  readonly rows: RowsSource;
  readonly figures: FiguresSource;
  readonly assessments: AssessmentSource;
  readonly reported: Map<string, Promise<ReportedMonths>>;
}

interface CommonSourcesOptions extends EngineOptions {
  readonly measures: DeclaredMeasures;
}

export function createCommonSources(options: CommonSourcesOptions): CommonSources {
  const { db, beyond = db, datasets, measures, tree, viewer } = options;
  const { spread = false, secret = Buffer.alloc(0), schedule = afterTick } = options;
  const asOf = options.asOf?.importId ?? null;
  const restricted = viewer.disclosure === 'restricted';
  if (asOf !== null) refuseHistory(viewer);
  const reaches = reachOf(options);
  /** As long as nothing beyond is asked for, rows come from where none can be read. */
  const from = (regions: readonly number[]) => (regions.every(reaches) ? db : beyond);
  const allowed = createAllowedSums(
    {
      ledger: createLedgerSource(db, asOf, schedule),
      years: createYearsSource(db),
      rows: createRowsSource({ from, datasets, measures, asOf, schedule, spread }),
    },
    viewer,
  );
  const { rows } = allowed;
  const { ledger, years } = createWordSums({ ...allowed, measures, tree });
  return {
    sums: restricted ? createDisclosedSums({ ledger, years, measures, tree, secret }) : ledger,
    rows,
    figures: createFiguresSource({
      from,
      datasets: Object.fromEntries(Object.entries(datasets).filter(([, { code }]) => mayRead(viewer, code))),
      asOf,
      schedule,
      published: restricted,
      readable: mayRead(viewer, 'statistics'),
    }),
    assessments: createAssessmentSource({ from, open: beyond, datasets, asOf }),
    reported: new Map(),
  };
}

/** The same for regions within reach; elsewhere nothing lies. What is set for a region above binds those below it. */
export function withinReach(
  { rows, figures }: CommonSources,
  options: EngineOptions,
): Pick<CommonSources, 'rows' | 'figures'> {
  const reaches = reachOf(options);
  return {
    rows: {
      sums: async (key) => (reaches(key.regionId) ? rows.sums(key) : new Map()),
      months: async (key) => (reaches(key.regionId) ? rows.months(key) : new Map()),
      middle: async (key) => (reaches(key.regionId) ? rows.middle(key) : null),
      rates: async (key) => (reaches(key.regionId) ? rows.rates(key) : []),
    },
    figures: {
      figures: async (key) => (reaches(key.regionId) ? figures.figures(key) : []),
      goals: figures.goals,
    },
  };
}

function reachOf({ viewer, tree }: Pick<EngineOptions, 'viewer' | 'tree'>): (regionId: number) => boolean {
  if (viewer.reach === null) return () => true;
  return (regionId) => {
    const region = tree.known(regionId);
    return region !== null && canSee(viewer, tree, region);
  };
}
