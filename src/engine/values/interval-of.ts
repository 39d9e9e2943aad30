import { type Exact, exact, toNumber } from '../../kernel/exact.ts';
import { type Bounds, sampleInterval, wilson } from '../../kernel/statistics.ts';
import type { Engine } from '../engine.ts';
import { readValue } from './read-value.ts';
import type { Subject, Value } from './value.ts';

export interface ValueInterval {
  /** Null: no bound on this side. */
  readonly low: Exact | null;
  readonly high: Exact | null;
  /** 0 to 1; null where it is not a matter of chance. */
  readonly level: number | null;
  /** WILSON: k of n records. SAMPLE: answers of a survey. PRINTED: what the printed figure can stand for. */
  readonly method: 'WILSON' | 'SAMPLE' | 'PRINTED';
}

/**
 * How far the value can be off; null where it is a plain count or there is no value.
 * @throws AnlanError BAD_USER_INPUT unless 0 < level < 1
 */
export async function intervalOf(engine: Engine, subject: Subject, level = 0.95): Promise<ValueInterval | null> {
  return intervalIn(await readValue(engine, subject), level);
}

function intervalIn(value: Value, level: number): ValueInterval | null {
  const { exact: found, basis, numerator, denominator, printedLow, printedHigh } = value;
  if (found === null) return null;
  if (basis === 'REPORTED') return { low: printedLow, high: printedHigh, level: null, method: 'PRINTED' };
  const { kind } = value.subject.indicator;
  if (kind === 'proportion' && numerator !== null && denominator !== null) {
    return bounded(wilson(toNumber(numerator), toNumber(denominator), level), level, 'WILSON');
  }
  if (kind === 'survey_rate' && denominator !== null) {
    return bounded(sampleInterval(toNumber(found), toNumber(denominator), level), level, 'SAMPLE');
  }
  return null;
}

function bounded(bounds: Bounds | null, level: number, method: 'WILSON' | 'SAMPLE'): ValueInterval | null {
  return bounds === null ? null : { low: exact(bounds.low), high: exact(bounds.high), level, method };
}
