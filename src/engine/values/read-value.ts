import type { Indicator } from '../../indicators/indicator.ts';
import type { DefinitionVersion } from '../../indicators/version.ts';
import { isZero, roundHalfUp } from '../../kernel/exact.ts';
import { label } from '../../kernel/label.ts';
import { type Engine, subjectKey } from '../engine.ts';
import { type Missing, notYet } from './absence.ts';
import { type Counted, without } from './counted.ts';
import { countedValue } from './counted-value.ts';
import { versionsDuring } from './definition.ts';
import { isFigureOfValue, readFigure, type StoredFigure, samePeriod } from './figure.ts';
import { unseen } from './sight.ts';
import type { Subject, Value } from './value.ts';

/** The value for this viewer. Everything that it may need is asked for in the tick of the call. */
export async function readValue(engine: Engine, subject: Subject): Promise<Value> {
  const hidden = unseen(engine, subject);
  if (hidden !== null) return absent(engine, subject, hidden);
  return unguardedValue(engine, subject);
}

/** Also of regions that the viewer may not see: for ranks, which show places and no values of others. */
export function unguardedValue(engine: Engine, subject: Subject): Promise<Value> {
  const key = subjectKey(subject);
  const known = engine.values.get(key);
  if (known !== undefined) return known;
  const value = evaluate(engine, subject);
  engine.values.set(key, value);
  return value;
}

/** From records where they allow it, else as reported for exactly this region, indicator and period. */
async function evaluate(engine: Engine, subject: Subject): Promise<Value> {
  const { indicator, region, period } = subject;
  if (period.start > engine.today) return absent(engine, subject, notYet(subject));
  const [counted, rows] = await Promise.all([
    countedValue(engine, subject),
    engine.figures({ regionId: region.id, indicator: indicator.code }),
  ]);
  await engine.turn?.();
  const figure = needsReport(counted, indicator) ? reportedFor(rows.map(readFigure), subject) : null;
  return figure === null ? fromCounted(engine, subject, counted) : fromFigure(engine, subject, figure, counted);
}

/** A counted quotient without denominator is an answer of its own. */
function needsReport({ missing, exact }: Counted, { zeroYields }: Indicator): boolean {
  if (missing !== null) return missing.absence !== 'ZERO_DENOMINATOR';
  return zeroYields && exact !== null && isZero(exact);
}

/** Exact prints before bounds, later publications before earlier ones. */
export function reportedFor(figures: readonly StoredFigure[], subject: Subject): StoredFigure | null {
  return figures
    .filter((figure) => samePeriod(figure.period, subject.period) && isFigureOfValue(figure, subject.indicator))
    .reduce<StoredFigure | null>((best, one) => (best === null || isBetter(one, best) ? one : best), null);
}

function isBetter(a: StoredFigure, b: StoredFigure): boolean {
  if (isExact(a) !== isExact(b)) return isExact(a);
  const [published, before] = [a.source.publishedOn ?? '', b.source.publishedOn ?? ''];
  return published === before ? a.row.id > b.row.id : published > before;
}

const isExact = ({ number }: Pick<StoredFigure, 'number'>): boolean =>
  number.qualifier === 'exact' || number.qualifier === 'stated_zero';

function fromCounted(engine: Engine, subject: Subject, counted: Counted): Value {
  const { indicator, region } = subject;
  const { exact, missing, round, versions: own, ...rest } = counted;
  const value = exact === null ? null : roundHalfUp(exact, subject.indicator.decimals);
  return {
    ...rest,
    ...definedBy(own ?? versionsDuring(engine, indicator, region, round ?? subject.period), counted.instruments),
    subject,
    exact,
    value,
    absence: missing?.absence ?? null,
    absenceReason: missing?.reason ?? null,
    basis: subject.indicator.formula.kind === 'reported' ? 'REPORTED' : 'COUNTED',
    printedLow: null,
    printedHigh: null,
    reportedId: null,
    printed: null,
  };
}

function definedBy(
  versions: readonly DefinitionVersion[],
  instruments: readonly string[],
): Pick<Value, 'definition' | 'versions' | 'instruments'> {
  const named = instruments.length > 0 ? instruments : versions.map(({ code }) => code);
  return { definition: named.join('+'), versions, instruments };
}

/** The value is what was printed, with the decimals of the print. */
function fromFigure(engine: Engine, subject: Subject, { row, number, source }: StoredFigure, counted: Counted): Value {
  const { low, high, value } = number;
  return {
    ...definedBy(versionsDuring(engine, subject.indicator, subject.region, subject.period), []),
    subject,
    exact: value,
    value,
    numerator: null,
    denominator: null,
    absence: null,
    absenceReason: null,
    basis: 'REPORTED',
    coverage: counted.coverage,
    derived: false,
    printedLow: low,
    printedHigh: high,
    reportedId: row.id,
    printed: number,
    notes: [
      label(`采用报告数“${row.printed}”（${source.title}）`, `as reported: “${row.printed}” (${source.title})`),
      ...(isExact({ number })
        ? []
        : [label('报告数只是一个界限，不是准确数', 'the reported figure is a bound, not an exact number')]),
    ],
  };
}

function absent(engine: Engine, subject: Subject, missing: Missing): Value {
  return fromCounted(engine, subject, without(missing));
}

/** A value made of a figure that was printed beside another value, such as "由1.44下降到1.31". */
export const valueOfFigure = (engine: Engine, subject: Subject, figure: StoredFigure): Value =>
  fromFigure(engine, subject, figure, without(null));
