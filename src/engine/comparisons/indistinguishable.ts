import { toNumber } from '../../kernel/exact.ts';
import { ratesDiffer } from '../../kernel/statistics.ts';
import type { Value } from '../values/value.ts';
import type { Places } from './contest.ts';

/**
 * First and last place among the regions whose survey rate does not differ from the region's own at the 95 % level.
 * Null unless the region has a sample; peers without one are left out.
 */
export function indistinguishable(
  values: readonly Value[],
  id: number,
  places: Places,
): { readonly from: number; readonly to: number } | null {
  const rates = values.flatMap(sampled);
  const own = rates.find((rate) => rate.id === id);
  if (own === undefined) return null;
  const alike = rates
    .filter((rate) => ratesDiffer(rate.percent, rate.sample, own.percent, own.sample) === false)
    .map((rate) => places.get(rate.id))
    .filter((place) => place !== undefined);
  return alike.length === 0 ? null : { from: Math.min(...alike), to: Math.max(...alike) };
}

function sampled({ subject, exact, denominator }: Value) {
  if (subject.indicator.kind !== 'survey_rate' || exact === null || denominator === null) return [];
  return [{ id: subject.region.id, percent: toNumber(exact), sample: toNumber(denominator) }];
}
