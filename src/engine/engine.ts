import type { Kysely } from 'kysely';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Day } from '../kernel/day.ts';
import type { Eventual } from '../kernel/eventual.ts';
import type { Schedule } from '../kernel/turns.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { Contest } from './comparisons/contest.ts';
import type { AssessmentSource } from './sources/assessment-source.ts';
import type { ContributionsSource } from './sources/contributions-source.ts';
import type { FiguresSource } from './sources/figures-source.ts';
import type { GapsSource } from './sources/gaps-source.ts';
import type { ImportsSource } from './sources/imports-source.ts';
import type { LatestSource } from './sources/latest-source.ts';
import type { RecordsSource } from './sources/records-source.ts';
import type { RowsSource } from './sources/rows-source.ts';
import type { RowSumsSource, SumsSource } from './sources/sum-key.ts';
import type { Counted } from './values/counted.ts';
import type { Datasets, DeclaredMeasures } from './values/declared-measures.ts';
import type { ReportedMonths } from './values/reported-months.ts';
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
  /** Rows are on the nodes of a Citus; not unless told. */
  readonly spread?: boolean;
  /** The same on every server, told to nobody; only restricted viewers need it. */
  readonly secret?: Buffer;
  /** Calls when everything that is asked for together has been asked for, and can be read. */
  readonly schedule?: Schedule;
  /** Awaited by each value when its sums were read, and when all was: thousands at one go would hold up everybody else. */
  readonly turn?: () => Eventual<void>;
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
  /** Asked only of lengths of which the viewer was told how many there are. */
  readonly middle: RowsSource['middle'];
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
  readonly reported: Map<string, Promise<ReportedMonths>>;
  /** What this answer withheld. */
  readonly withheld: Set<string>;
}

/** How scores come about; given from above, since schemes score changes and ranks of other values. */
export type Assess = (engine: Engine, subject: Subject) => Promise<Counted>;

export const subjectKey = ({ indicator, region, period }: Subject): string =>
  `${indicator.code}|${region.id}|${period.code}`;
