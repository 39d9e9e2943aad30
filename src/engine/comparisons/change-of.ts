import { type Change, changeBetween } from '../../kernel/change.ts';
import { HUNDRED, plus, ZERO } from '../../kernel/exact.ts';
import type { Period } from '../../kernel/period.ts';
import type { Engine } from '../engine.ts';
import { isChange, readFigure, type StoredFigure, samePeriod } from '../values/figure.ts';
import { readValue, valueOfFigure } from '../values/read-value.ts';
import type { Subject, Value } from '../values/value.ts';
import { baselineOf, printedBaseline } from './baseline.ts';
import { besideParent } from './beside-parent.ts';
import { cautionsOf } from './cautions.ts';
import type { BaselineKind, Caution, ValueChange } from './change.ts';
import { incomparabilities } from './incomparable.ts';
import { reconcileChange } from './reconcile-change.ts';
import { reportedFigure } from './reported-figure.ts';
import { unchecked } from './unchecked.ts';
import { workedBack } from './worked-back.ts';

/**
 * How the value differs from its baseline. Where no baseline is known but its change was printed, the baseline is worked
 * back from that; where not even this can be done, the printed change stands alone.
 * @throws AnlanError BAD_USER_INPUT unless `period` comes with PERIOD and only there
 */
export async function changeOf(
  engine: Engine,
  subject: Subject,
  against: BaselineKind,
  period: Period | null = null,
): Promise<ValueChange> {
  const { indicator, region } = subject;
  const then = baselineOf(engine, subject, against, period);
  const [current, stored, rows] = await Promise.all([
    readValue(engine, subject),
    then === null ? null : readValue(engine, then),
    engine.figures({ regionId: region.id, indicator: indicator.code }),
  ]);
  const figures =
    current.absence === 'OUT_OF_REACH' || against === 'PARENT' ? [] : besides(rows.map(readFigure), subject, then);
  const changes = figures.filter(isChange);
  const before = figures.find(({ row, number }) => row.comparison === 'before' && number.value !== null);
  const known = stored !== null && stored.exact !== null ? stored : null;
  const beside = then !== null && before !== undefined ? valueOfFigure(engine, then, before) : null;
  const derived = then === null ? null : workedBack(current, then, changes);
  const baseline = known ?? beside ?? derived ?? stored;
  const workedOut = known === null && beside === null && derived !== null;
  const difference = workedOut ? between(current.value, baseline, subject) : between(current.exact, baseline, subject);
  const [only] = changes;
  const inTime = difference ?? (only === undefined || baseline?.exact ? null : printedAlone(only, subject));
  const change =
    against === 'PARENT' && difference !== null && then !== null
      ? besideParent(difference, then.region, indicator)
      : inTime;
  const cautions: readonly Caution[] = [
    ...cautionsOf(engine, current, baseline),
    ...(workedOut || (difference === null && change !== null) ? (['DERIVED_FROM_REPORTED_CHANGE'] as const) : []),
  ];
  const incomparable = incomparabilities(engine, current, baseline);
  return {
    against,
    current,
    baseline,
    baselinePeriod: then?.period ?? null,
    absolute: change?.absolute ?? null,
    relative: change?.relative ?? null,
    unit: change?.unit ?? (indicator.unit === 'percent' ? 'percentage_point' : indicator.unit),
    printed: change?.printed ?? null,
    direction: change?.direction ?? null,
    verdict: change?.verdict ?? 'not_judged',
    cautions,
    comparable: incomparable.length === 0,
    incomparable,
    reported: unchecked(
      engine,
      indicator,
      changes.map((figure) => reportedFigure(figure, reconcileChange(figure, indicator, current, known ?? beside))),
    ),
  };
}

/** Figures printed of the change to this baseline, or of the value before it. */
function besides(figures: readonly StoredFigure[], { period }: Subject, then: Subject | null): readonly StoredFigure[] {
  return figures.filter((figure) => {
    if (then === null || !samePeriod(figure.period, period)) return false;
    const printed = printedBaseline(period, figure.row.comparison);
    return printed !== null && samePeriod(printed, then.period);
  });
}

function between(current: Value['exact'], baseline: Value | null, { indicator }: Subject): Change | null {
  return changeBetween(current, baseline?.exact ?? null, indicator);
}

/** A printed change without the values behind it; percent of a rate could be points and is left to `reported`. */
function printedAlone({ number, unit }: StoredFigure, { indicator }: Subject) {
  const { value } = number;
  if (value === null) return null;
  if (unit === 'percentage_point') return { ...changeBetween(value, ZERO, indicator), relative: null };
  if (unit !== 'percent' || indicator.unit === 'percent') return null;
  const relative = changeBetween(plus(HUNDRED, value), HUNDRED, { ...indicator, decimals: 1 });
  return relative === null ? null : { ...relative, absolute: null, unit: indicator.unit, relative: value };
}
