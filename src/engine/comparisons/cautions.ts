import { isSmallBase } from '../../kernel/change.ts';
import type { Day } from '../../kernel/day.ts';
import { hasEnded } from '../../kernel/period-steps.ts';
import { unitOf } from '../../kernel/unit.ts';
import type { Value } from '../values/value.ts';
import type { Caution } from './change.ts';

/** Shares of coverage this close are alike. */
const ALIKE = 0.01;

export function cautionsOf(current: Value, baseline: Value | null, today: Day): readonly Caution[] {
  const partial: readonly Caution[] = hasEnded(current.subject.period, today) ? [] : ['PARTIAL_PERIOD'];
  if (baseline === null || baseline.exact === null) return ['NO_BASELINE', ...partial];
  const found: readonly [Caution, boolean][] = [
    ['SMALL_BASE', hasSmallBase(baseline)],
    ['COVERAGE_DIFFERS', coverageDiffers(current, baseline)],
    ['DEFINITION_CHANGED', definitionChanged(current, baseline)],
    ['BASIS_DIFFERS', current.exact !== null && current.basis !== baseline.basis],
  ];
  return [...partial, ...found.filter(([, holds]) => holds).map(([caution]) => caution)];
}

/** Of counts the count itself, of quotients of counts what stands below the line. */
function hasSmallBase({ subject, exact, denominator }: Value): boolean {
  if (denominator !== null) return isSmallBase(denominator);
  const { kind, unit } = subject.indicator;
  return (kind === 'count' || kind === 'stock') && unitOf(unit).discrete && exact !== null && isSmallBase(exact);
}

function coverageDiffers({ coverage: a }: Value, { coverage: b }: Value): boolean {
  return a.share !== null && b.share !== null && Math.abs(a.share - b.share) > ALIKE;
}

function definitionChanged(current: Value, baseline: Value): boolean {
  return current.exact !== null && current.basis === baseline.basis && current.definition !== baseline.definition;
}
