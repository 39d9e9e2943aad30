import type { Period } from '../../kernel/period.ts';
import type { Engine } from '../engine.ts';
import { readValue } from '../values/read-value.ts';
import type { Subject } from '../values/value.ts';
import type { Incomparability } from './incomparability.ts';
import { incomparabilities } from './incomparable.ts';

/** Between two points of a series that do not compare. */
export interface SeriesBreak {
  /** The period of the point before. */
  readonly since: Period;
  /** At least one. */
  readonly reasons: readonly Incomparability[];
}

/** A point among the points of its series. */
export interface SeriesPoint {
  readonly series: readonly Subject[];
  readonly at: number;
}

/**
 * What breaks a series between a point and the last one before it that has a value; null where nothing does, or one of
 * them is missing.
 */
export async function breakBefore(engine: Engine, { series, at }: SeriesPoint): Promise<SeriesBreak | null> {
  const point = series[at];
  const current = point === undefined ? null : await readValue(engine, point);
  if (current === null || current.exact === null) return null;
  for (const before of series.slice(0, at).reverse()) {
    // Each point of a series asks for its own value first, so this one is on its way already.
    const last = await readValue(engine, before);
    if (last.exact === null) continue;
    const reasons = incomparabilities(engine, current, last);
    return reasons.length === 0 ? null : { since: last.subject.period, reasons };
  }
  return null;
}
