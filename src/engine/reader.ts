import type { Indicator } from '../indicators/indicator.ts';
import { after, type Eventual } from '../kernel/eventual.ts';
import type { Locale } from '../kernel/label.ts';
import { lazy } from '../kernel/lazy.ts';
import type { Period, PeriodKind } from '../kernel/period.ts';
import { periodsBetween } from '../kernel/period-steps.ts';
import { createTurns } from '../kernel/turns.ts';
import type { Region } from '../regions/region.ts';
import type { Assessment, Standing } from './assessments/assessment.ts';
import { assessmentsOf, standingOf } from './assessments/assessment-of.ts';
import { scoreValue } from './assessments/score-value.ts';
import { breakBefore, type SeriesBreak, type SeriesPoint } from './comparisons/break-before.ts';
import type { BaselineKind, ValueChange } from './comparisons/change.ts';
import { changeOf } from './comparisons/change-of.ts';
import type { Rank, RankScope } from './comparisons/rank.ts';
import { rankOf } from './comparisons/rank-of.ts';
import type { ReportedFigure } from './comparisons/reported-figure.ts';
import { reportedOf } from './comparisons/reported-of.ts';
import { createEngine } from './create-engine.ts';
import { type EngineOptions, subjectKey } from './engine.ts';
import { explain } from './explanations/explain.ts';
import type { Explanation } from './explanations/explanation.ts';
import { type RecordsArgs, type RecordsPage, recordsOf } from './explanations/records-of.ts';
import { sentenceOf } from './explanations/sentence-of.ts';
import type { Target } from './goals/target.ts';
import { targetOf } from './goals/target-of.ts';
import { type Answers, createAnswers } from './hot/answers.ts';
import { findLine } from './hot/lines.ts';
import { createRecall } from './hot/recall.ts';
import { breakdownOf, dimensionsOf, type Slice } from './values/breakdown-of.ts';
import { formatValue } from './values/format-value.ts';
import { intervalOf, type ValueInterval } from './values/interval-of.ts';
import { readValue } from './values/read-value.ts';
import { resolvePeriod } from './values/resolve-period.ts';
import type { Subject, Value } from './values/value.ts';

/**
 * The read side for one request: bound to a viewer and a moment. What is asked of it in one tick is read in one
 * statement a source (ledger, rows, statistics).
 */
export interface Reader {
  /** @throws AnlanError BAD_PERIOD; LATEST needs something reported */
  readonly period: (code: string, indicator: Indicator, region: Region) => Eventual<Period>;
  /** What values of a region and period are of, to be asked for their parts. */
  readonly subjects: (region: Region, period: Period) => (indicator: Indicator) => Subject;
  readonly value: (subject: Subject) => Eventual<Value>;
  /** Awaited before values are asked for, of which there may be thousands; what is known needs no turn. */
  readonly turn: (values: readonly { readonly subject: Subject }[]) => Eventual<void>;
  /** '98.27%'; '—' where there is no value. */
  readonly formatted: (value: Value, locale: Locale) => string;
  /** @throws AnlanError BAD_USER_INPUT unless a period comes with PERIOD and only there */
  readonly change: (subject: Subject, against: BaselineKind, period?: Period | null) => Eventual<ValueChange>;
  /** Null where nothing of the scope's level lies above the region. @throws AnlanError QUERY_TOO_LARGE */
  readonly rank: (subject: Subject, scope: RankScope) => Eventual<Rank | null>;
  /** @param level between 0 and 1, 0.95 unless told */
  readonly interval: (subject: Subject, level?: number) => Promise<ValueInterval | null>;
  /** Every scheme by which a region is assessed that year. @throws AnlanError BAD_PERIOD, OUT_OF_REACH */
  readonly assessments: (region: Region, period: Period) => Promise<readonly Assessment[]>;
  readonly standing: (assessment: Assessment, within: 'scheme' | 'group') => Promise<Standing>;
  /** Null where none was set for the region and period, nor for a region above. */
  readonly target: (subject: Subject) => Promise<Target | null>;
  readonly reported: (subject: Subject) => Promise<readonly ReportedFigure[]>;
  /** Columns by which `breakdown` can be asked. */
  readonly dimensions: (indicator: Indicator) => readonly string[];
  /** @throws AnlanError BAD_USER_INPUT with the dimensions that are allowed */
  readonly breakdown: (subject: Subject, by: string, level?: number | null) => Promise<readonly Slice[]>;
  readonly explanation: (subject: Subject) => Promise<Explanation>;
  /** @throws AnlanError FORBIDDEN without records:read, OUT_OF_REACH, BAD_USER_INPUT */
  readonly records: (subject: Subject, page: RecordsArgs) => Promise<RecordsPage>;
  /** One subject for each period of a kind. @throws AnlanError BAD_PERIOD, QUERY_TOO_LARGE */
  readonly series: (
    indicator: Indicator,
    region: Region,
    from: Period,
    to: Period,
    by: PeriodKind,
  ) => readonly Subject[];
  /** What breaks a series between a point and the last one before it that has a value. */
  readonly break: (point: SeriesPoint) => Promise<SeriesBreak | null>;
  readonly sentence: (subject: Subject, locale: Locale) => Promise<string>;
  /**
   * What was written of a value that is known, by what was asked of it: undefined where that is not kept. Null where it may
   * not be: values that are not known, and what is withheld, which is counted each time.
   */
  readonly line: (subject: Subject, asked: string) => string | null | undefined;
  readonly keepLine: (subject: Subject, asked: string, text: string) => void;
  /** Keeps something with what was worked out, when that is kept. */
  readonly hold: (store: () => void) => void;
  /** Every statement so far saw the newest data that the reader was made for: what was worked out can be kept. */
  readonly publish: () => void;
  /** How many values and slices were withheld so far. */
  readonly withheld: () => number;
}

export interface ReaderOptions extends EngineOptions {
  /** What other requests of such viewers found out from the same data; without it, nothing is shared. */
  readonly answers?: Answers | undefined;
}

export function createReader(options: ReaderOptions): Reader {
  const shared = options.answers ?? createAnswers({ subjects: ALONE });
  // Most answers of a server that has been asked before are known: they take no engine and no turn.
  const withheld = new Set<string>();
  const turns = lazy(() => createTurns(AT_ONCE));
  const engine = lazy(() => {
    const finishing = createTurns(AT_ONCE);
    return createEngine({ ...options, withheld, schedule: turns().begun, turn: finishing.turn }, scoreValue);
  });
  const recall = createRecall(shared);
  const told = (subject: Subject, value: Value): Value => {
    if (value.absence === 'WITHHELD') withheld.add(subjectKey(subject));
    return value;
  };
  const workOut = (subject: Subject): Eventual<Value> =>
    after(
      recall.value(subject, async () => {
        await turns().turn();
        return readValue(engine(), subject);
      }),
      (value) => told(subject, value),
    );
  return {
    period(code, indicator, region) {
      const known = shared.periods.get(code);
      if (known !== undefined) return known;
      return after(resolvePeriod(engine(), code, indicator, region), (period) => {
        if (code !== 'LATEST') shared.periods.set(code, period);
        return period;
      });
    },
    subjects: shared.subjects,
    turn(values) {
      let unknown = 0;
      for (const { subject } of values) if (!shared.known(subject)?.value) unknown += 1;
      return unknown === 0 ? undefined : turns().turn(unknown);
    },
    value(subject) {
      const known = shared.known(subject)?.value;
      return known ? told(subject, known) : workOut(subject);
    },
    formatted(value, locale) {
      const known = shared.known(value.subject);
      if (known?.value !== value) return formatValue(value, locale);
      known.texts[locale] ??= formatValue(value, locale);
      return known.texts[locale];
    },
    change: (subject, against, period) =>
      recall.change(subject, period ? `${against} ${period.code}` : against, () =>
        changeOf(engine(), subject, against, period ?? null),
      ),
    rank: (subject, scope) => recall.rank(subject, scope, () => rankOf(engine(), subject, scope)),
    interval: (subject, level) => intervalOf(engine(), subject, level),
    assessments: (region, period) => assessmentsOf(engine(), region, period),
    standing: (assessment, within) => standingOf(engine(), assessment, within),
    target: (subject) => targetOf(engine(), subject),
    reported: (subject) => reportedOf(engine(), subject),
    dimensions: (indicator) => dimensionsOf(engine(), indicator),
    breakdown: (subject, by, level) => breakdownOf(engine(), subject, by, level ?? null),
    explanation: (subject) => explain(engine(), subject),
    records: (subject, page) => recordsOf(engine(), subject, page),
    series(indicator, region, from, to, by) {
      const asked = `${indicator.code} ${region.id} ${from.code} ${to.code} ${by}`;
      const known = shared.series.get(asked);
      if (known !== undefined) return known;
      const subjects = periodsBetween(from, to, by).map((period) => shared.subjects(region, period)(indicator));
      shared.series.set(asked, subjects);
      return subjects;
    },
    break: (point) => breakBefore(engine(), point),
    sentence: (subject, locale) => sentenceOf(engine(), subject, locale),
    line(subject, asked) {
      const known = shared.known(subject);
      return known?.value && known.value.absence !== 'WITHHELD' ? findLine(known.lines, asked) : null;
    },
    keepLine(subject, asked, text) {
      const known = shared.known(subject);
      if (known !== undefined) shared.keepLine(known, asked, text);
    },
    hold: recall.hold,
    publish: recall.publish,
    withheld: () => withheld.size,
  };
}

/** Values that are begun in one turn: thousands would hold up everybody else. */
const AT_ONCE = 100;

/** Subjects of a reader that shares with nobody. */
const ALONE = 20_000;
