import { setImmediate as pause } from 'node:timers/promises';
import type { Indicator } from '../../indicators/indicator.ts';
import { compare, type Exact, negate } from '../../kernel/exact.ts';
import type { Period } from '../../kernel/period.ts';
import { yearBefore } from '../../kernel/period-steps.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import { unguardedValue } from '../values/read-value.ts';
import type { Value } from '../values/value.ts';
import type { Contest, Places } from './contest.ts';
import { isUniform, unlikePairs } from './unlike-peers.ts';

/** So many regions are evaluated at one go: thousands of them would hold up everybody else for half a second. */
const AT_ONCE = 200;

/**
 * Computed once a request for all who ask for their place in it; every value is asked for in the tick of the call, of a
 * large field a part.
 */
export function contestOf(
  engine: Engine,
  indicator: Indicator,
  peers: readonly Region[],
  period: Period,
  key: string,
): Promise<Contest> {
  const name = `${indicator.code}|${period.code}|${key}`;
  const known = engine.contests.get(name);
  if (known !== undefined) return known;
  const contest = hold(engine, indicator, peers, period);
  engine.contests.set(name, contest);
  return contest;
}

async function hold(engine: Engine, indicator: Indicator, peers: readonly Region[], period: Period): Promise<Contest> {
  const previousPeriod = yearBefore(period);
  const among = engine.beyond();
  const valuesAt = (at: Period | null, regions: readonly Region[]) =>
    Promise.all(at === null ? [] : regions.map((region) => unguardedValue(among, { indicator, region, period: at })));
  const values: Value[] = [];
  const before: Value[] = [];
  for (let from = 0; from < peers.length; from += AT_ONCE) {
    const some = peers.slice(from, from + AT_ONCE);
    const [now, then] = await Promise.all([valuesAt(period, some), valuesAt(previousPeriod, some)]);
    values.push(...now);
    before.push(...then);
    if (peers.length > AT_ONCE) await pause();
  }
  const valued = new Set(values.filter(hasValue).map(idOf));
  const common = new Set(before.filter((value) => hasValue(value) && valued.has(idOf(value))).map(idOf));
  const inCommon = (value: Value) => common.has(idOf(value));
  const earlier = new Map(before.filter(inCommon).map((value) => [idOf(value), value]));
  const pairs = values.flatMap((now) => {
    const then = earlier.get(idOf(now));
    return then === undefined ? [] : [{ now, then }];
  });
  return {
    values,
    previousPeriod,
    places: placesOf(values, indicator),
    nowInCommon: placesOf(values.filter(inCommon), indicator),
    thenInCommon: placesOf(before.filter(inCommon), indicator),
    incomparable: unlikePairs(engine, pairs),
    uniform: isUniform(values.filter(hasValue)),
  };
}

const idOf = (value: Value): number => value.subject.region.id;
const hasValue = ({ exact }: Value): boolean => exact !== null;

/** By exact values, the better first; where neither way is better, the greater first. */
function placesOf(values: readonly Value[], { direction }: Indicator): Places {
  const field = values.flatMap((value): { id: number; score: Exact }[] =>
    value.exact === null ? [] : [{ id: idOf(value), score: direction === 'lower' ? negate(value.exact) : value.exact }],
  );
  field.sort((a, b) => compare(b.score, a.score));
  const places = new Map<number, number>();
  for (const [at, { id, score }] of field.entries()) {
    const before = field[at - 1];
    const shared = before !== undefined && compare(before.score, score) === 0 ? places.get(before.id) : undefined;
    places.set(id, shared ?? at + 1);
  }
  return places;
}
