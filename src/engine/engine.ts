import type { Kysely } from 'kysely';
import { mayRead, type Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Day } from '../kernel/day.ts';
import { lazy } from '../kernel/lazy.ts';
import type { Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { Contest } from './comparisons/contest.ts';
import { createAllowedSums } from './sources/allowed-sums.ts';
import { type AssessmentSource, createAssessmentSource } from './sources/assessment-source.ts';
import { type ContributionsSource, createContributionsSource } from './sources/contributions-source.ts';
import { createDisclosedRows, createDisclosedSums } from './sources/disclosed-sums.ts';
import { createFiguresSource, type FiguresSource } from './sources/figures-source.ts';
import { createGapsSource, type GapsSource } from './sources/gaps-source.ts';
import { createImportsSource, type ImportsSource } from './sources/imports-source.ts';
import { createLatestSource, type LatestSource } from './sources/latest-source.ts';
import { createLedgerSource } from './sources/ledger-source.ts';
import { createRecordsSource, type RecordsSource } from './sources/records-source.ts';
import { createRowsSource, type RowsSource } from './sources/rows-source.ts';
import type { RowSumsSource, SumsSource } from './sources/sum-key.ts';
import type { Counted } from './values/counted.ts';
import { type Datasets, type DeclaredMeasures, declaredMeasures } from './values/declared-measures.ts';
import type { Subject, Value } from './values/value.ts';

export interface EngineOptions {
  /** Gives rows within the reach of the viewer only. */
  readonly db: Kysely<Database>;
  /** Gives rows of all regions, for places among others, of whom no value is told; `db` where that does. */
  readonly beyond?: Kysely<Database>;
  readonly datasets: Datasets;
  /** The catalogue by code. */
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** The tree of the same moment as `asOf`. */
  readonly tree: RegionTree;
  readonly viewer: Viewer;
  readonly today: Day;
  /** The last import to include; null: all. */
  readonly asOf: { readonly importId: number } | null;
  /** The newest import there is; null before the first. */
  readonly latestImport: number | null;
  /** Of the datasets, where they are made once for many requests. */
  readonly measures?: DeclaredMeasures;
  /** The same on every server, told to nobody; only restricted viewers need it. */
  readonly secret?: Buffer;
  /** Takes what the answer withholds, where that is asked for without an engine too. */
  readonly withheld?: Set<string>;
}

/** What the verbs of the read side work with: one loader a source, and the values already asked for. */
export interface Engine extends Omit<EngineOptions, 'beyond'> {
  /** The same for values of regions beyond reach, none of which is told; itself where nothing lies beyond. */
  readonly beyond: () => Engine;
  readonly measures: DeclaredMeasures;
  readonly assess: Assess;
  readonly asOfImport: number | null;
  /** Sums of months and of rows, as the viewer is told of them. */
  readonly sums: SumsSource;
  readonly rowSums: RowSumsSource;
  readonly rates: RowsSource['rates'];
  readonly figures: FiguresSource['figures'];
  readonly goals: FiguresSource['goals'];
  readonly assessments: AssessmentSource;
  readonly contributions: ContributionsSource;
  readonly imports: ImportsSource;
  readonly gaps: GapsSource;
  readonly records: RecordsSource;
  readonly latest: LatestSource;
  readonly values: Map<string, Promise<Value>>;
  readonly contests: Map<string, Promise<Contest>>;
  /** What this answer withheld. */
  readonly withheld: Set<string>;
}

/** How scores come about; given from above, since schemes score changes and ranks of other values. */
export type Assess = (engine: Engine, subject: Subject) => Promise<Counted>;

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
    withheld,
  };
  return engine;
}

export const subjectKey = ({ indicator, region, period }: Subject): string =>
  `${indicator.code}|${region.id}|${period.code}`;

function townshipsAt(tree: RegionTree, region: Region): readonly number[] {
  return region.level === 'township' ? [region.id] : tree.descendants(region, 'township').map(({ id }) => id);
}
