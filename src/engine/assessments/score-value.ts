import { type Label, label } from '../../kernel/label.ts';
import { periodHolding } from '../../kernel/period.ts';
import type { Engine } from '../engine.ts';
import { itemsMissing, notAUnit, onlyWholeYears, severalSchemes, withheld } from '../values/absence.ts';
import { type Counted, without } from '../values/counted.ts';
import { samePeriod } from '../values/figure.ts';
import type { Subject } from '../values/value.ts';
import type { AssessmentItem } from './assessment.ts';
import { assessmentsOf } from './assessment-of.ts';
import { signed } from './input-of.ts';

/** The score of the one scheme by which the region is assessed that year, with the working of its items as notes. */
export async function scoreValue(engine: Engine, subject: Subject): Promise<Counted> {
  const { region, period } = subject;
  if (!samePeriod(period, periodHolding(period.start, 'year'))) return without(onlyWholeYears(subject));
  if (engine.viewer.disclosure === 'restricted') return without(withheld(subject));
  const [found, ...others] = await assessmentsOf(engine, region, period);
  if (found === undefined) return without(notAUnit(subject));
  if (others.length > 0)
    return without(
      severalSchemes(
        subject,
        [found, ...others].map(({ scheme }) => scheme),
      ),
    );
  const notes = [label(`考评方案：${found.scheme}`, `scheme: ${found.scheme}`), ...found.items.map(noteOf)];
  const made = { notes, versions: [found.version] };
  if (found.score === null) return { ...without(itemsMissing(subject, found.missing)), ...made };
  return { ...without(null), ...made, exact: found.score };
}

function noteOf({ name, points, working }: AssessmentItem): Label {
  const given = points === null ? ['缺', 'missing'] : [`${signed(points)}分`, signed(points)];
  return label(`${name} ${given[0]}（${working.zh}）`, `${name} ${given[1]} (${working.en})`);
}
