import { AnlanError } from '../../kernel/errors.ts';
import type { Period } from '../../kernel/period.ts';
import { previousPeriod, yearBefore } from '../../kernel/period-steps.ts';
import type { Engine } from '../engine.ts';
import type { Subject } from '../values/value.ts';
import type { BaselineKind } from './change.ts';

/**
 * What a subject is compared with; null where it does not exist (no parent, an open range).
 * @throws AnlanError BAD_USER_INPUT when PERIOD comes without a period, or a period without PERIOD
 */
export function baselineOf(
  engine: Pick<Engine, 'tree'>,
  subject: Subject,
  against: BaselineKind,
  period: Period | null,
): Subject | null {
  if ((against === 'PERIOD') !== (period !== null)) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      `expected \`period\` together with PERIOD and only there, got ${against} ${period === null ? 'without' : 'with'} it`,
      { against },
    );
  }
  if (against === 'PARENT') {
    const parent = engine.tree.ancestors(subject.region).at(-1);
    return parent === undefined ? null : { ...subject, region: parent };
  }
  const then = period ?? earlier(subject.period, against);
  return then === null ? null : { ...subject, period: then };
}

function earlier(period: Period, against: BaselineKind): Period | null {
  return against === 'PREVIOUS_PERIOD' ? previousPeriod(period) : yearBefore(period);
}

/** The span that a printed 同比 or 环比 of this period is held against. */
export function printedBaseline(period: Period, comparison: string): Period | null {
  if (comparison === 'yoy') return yearBefore(period);
  return comparison === 'mom' || comparison === 'before' ? previousPeriod(period) : null;
}
