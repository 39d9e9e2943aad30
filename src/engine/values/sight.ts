import { canSee, mayRead } from '../../access/viewer.ts';
import { termsOf } from '../../indicators/terms.ts';
import type { Engine } from '../engine.ts';
import { type Missing, otherDataset, outOfReach } from './absence.ts';
import { measureOf, termParts } from './declared-measures.ts';
import type { Subject } from './value.ts';

/** Why the viewer may not see values of a subject; null where it may. */
export function unseen(
  { viewer, tree, measures }: Pick<Engine, 'viewer' | 'tree' | 'measures'>,
  subject: Pick<Subject, 'indicator' | 'region'>,
): Missing | null {
  if (!canSee(viewer, tree, subject.region)) return outOfReach(subject);
  const { formula } = subject.indicator;
  const read =
    formula.kind === 'survey'
      ? [formula.dataset]
      : termsOf(formula).map((term) => measureOf(measures, termParts(term).code).dataset.code);
  return read.every((dataset) => mayRead(viewer, dataset)) ? null : otherDataset(subject);
}
