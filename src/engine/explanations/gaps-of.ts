import type { Formula } from '../../indicators/formula.ts';
import { termsOf } from '../../indicators/terms.ts';
import type { Period } from '../../kernel/period.ts';
import type { Engine } from '../engine.ts';
import { reportingRegion } from '../values/coverage.ts';
import { measureOf, termParts } from '../values/declared-measures.ts';
import { monthsDue } from '../values/span.ts';
import type { Value } from '../values/value.ts';
import type { MissingReports } from './explanation.ts';

/** Which townships have not reported which months of the period. */
export async function gapsOf(engine: Engine, { subject, coverage }: Value): Promise<MissingReports> {
  const count = coverage.expected - coverage.reported;
  if (count <= 0) return { count: 0, places: [] };
  const due = dueOf(engine, subject.indicator.formula, subject.period);
  const regionId = reportingRegion(engine, subject.region).id;
  const gaps = await Promise.all(
    due.map(async ({ dataset, from, to }) => {
      const found = await engine.gaps.load({ dataset, regionId, from, to });
      return found.map((gap) => ({ region: engine.tree.byId(gap.regionId), month: gap.month, dataset }));
    }),
  );
  return { count, places: gaps.flat().slice(0, 20) };
}

function dueOf(engine: Engine, formula: Formula, period: Period) {
  const measures = termsOf(formula).map((term) => measureOf(engine.measures, termParts(term).code));
  const due = measures
    .filter(({ dataset }) => dataset.covers !== null)
    .map(({ dataset, measure }) => {
      const months = monthsDue(measure.kind === 'stock' ? 'stock' : 'flow', period, engine.today);
      return { dataset: dataset.code, ...months };
    });
  return [...new Map(due.map((one) => [`${one.dataset}|${one.from}|${one.to}`, one])).values()];
}
