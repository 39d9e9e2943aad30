import { isSmallBase } from '../../kernel/change.ts';
import { hasEnded } from '../../kernel/period-steps.ts';
import { unitOf } from '../../kernel/unit.ts';
import type { Engine } from '../engine.ts';
import type { Value } from '../values/value.ts';
import type { Caution } from './change.ts';
import { coverageDiffers, incomparabilities, redrawnBetween } from './incomparable.ts';

export function cautionsOf(
  engine: Pick<Engine, 'tree' | 'today'>,
  current: Value,
  baseline: Value | null,
): readonly Caution[] {
  const partial: readonly Caution[] = hasEnded(current.subject.period, engine.today) ? [] : ['PARTIAL_PERIOD'];
  if (baseline === null || baseline.exact === null) return ['NO_BASELINE', ...partial];
  const found: readonly [Caution, boolean][] = [
    ['SMALL_BASE', hasSmallBase(baseline)],
    ['COVERAGE_DIFFERS', coverageDiffers(current, baseline)],
    ['DEFINITION_CHANGED', definitionChanged(engine, current, baseline)],
    ['REGION_CHANGED', redrawnBetween(engine, current, baseline) === 'itself'],
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

function definitionChanged(engine: Pick<Engine, 'tree'>, current: Value, baseline: Value): boolean {
  return incomparabilities(engine, current, baseline).some(
    ({ code }) => code === 'DEFINITION_CHANGED' || code === 'INSTRUMENT_CHANGED',
  );
}
