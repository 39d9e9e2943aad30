import { periodHolding } from '../../kernel/period.ts';
import type { Engine } from '../engine.ts';
import { type Missing, noFlowAtInstant, onlyWholeYears } from './absence.ts';
import { samePeriod } from './figure.ts';
import { countsFlows, countsYears } from './indicator-nature.ts';
import type { Subject } from './value.ts';

/** Why the indicator has no value over a period of this kind; null: it can have one. */
export function unfitPeriod({ measures }: Pick<Engine, 'measures'>, subject: Subject): Missing | null {
  const { indicator, period } = subject;
  if (countsYears(measures, indicator) && !samePeriod(period, periodHolding(period.start, 'year'))) {
    return onlyWholeYears(subject);
  }
  return period.kind === 'instant' && countsFlows(measures, indicator) ? noFlowAtInstant(subject) : null;
}
