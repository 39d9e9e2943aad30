import type { Period } from '../../kernel/period.ts';
import { monthsIn } from '../../kernel/period-steps.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import { coveredMonths, reportingRegion } from '../values/coverage.ts';
import { monthsDue } from '../values/span.ts';
import type { Entered } from './input-of.ts';

/** The register of a region and year, and whether all its townships have reported to it for the months that began. */
export async function enteredOf(engine: Engine, region: Region, period: Period): Promise<Entered> {
  const registers = Object.values(engine.datasets).filter(({ assessment }) => assessment === 'events');
  const months = monthsDue('flow', period, engine.today);
  const place = reportingRegion(engine, region);
  const due = monthsIn({ kind: 'range', code: '', start: months.from, end: months.to });
  const expected = engine.tree.townshipCount(place) * due;
  const [events, ...covered] = await Promise.all([
    engine.assessments.events.load({ regionId: region.id, from: period.start, to: period.end }),
    ...registers.map((register) => coveredMonths(engine, register, place, months)),
  ]);
  const reported = covered.reduce((sum, found) => sum + found, 0);
  return { events, complete: expected > 0 && reported >= expected };
}
