import { AnlanError } from '../../kernel/errors.ts';
import { compare, type Exact } from '../../kernel/exact.ts';
import { type Period, periodHolding } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import type { RuleRow, UnitRow } from '../sources/assessment-source.ts';
import { samePeriod } from '../values/figure.ts';
import { assess } from './assess.ts';
import type { Assessment, Standing } from './assessment.ts';

/** The schemes of a year by which a region is assessed, scored; none for a restricted key, since they score single events, or one of some datasets. @throws AnlanError BAD_PERIOD for what is no year */
export async function assessmentsOf(engine: Engine, region: Region, period: Period): Promise<readonly Assessment[]> {
  if (engine.viewer.disclosure === 'restricted' || engine.viewer.datasets !== null) return [];
  const { rules, units } = await schemesOf(engine, period);
  const own = units.filter(({ region_id }) => region_id === region.id);
  return Promise.all(own.map((unit) => assess(unbound(engine), unit, rulesFor(engine, rules, unit), region, period)));
}

/** Where a region stands among the units of its scheme, or of its group in it. */
export async function standingOf(
  engine: Engine,
  { scheme, region, period, group }: Assessment,
  within: 'scheme' | 'group',
): Promise<Standing> {
  const { rules, units } = await schemesOf(engine, period);
  const owner = ownerOf(engine, rules, { scheme, region_id: region.id });
  const peers = units.filter(
    (unit) =>
      unit.scheme === scheme &&
      ownerOf(engine, rules, unit) === owner &&
      (within === 'scheme' || unit.peer_group === group),
  );
  const open = unbound(engine);
  const scored = await Promise.all(
    peers.map((unit) => assess(open, unit, rulesFor(engine, rules, unit), engine.tree.byId(unit.region_id), period)),
  );
  const own = scored.find((one) => one.region.id === region.id)?.score ?? null;
  const scores = scored.flatMap(({ score }): Exact[] => (score === null ? [] : [score]));
  return {
    position: own === null ? null : 1 + scores.filter((score) => compare(score, own) > 0).length,
    of: scores.length,
    unscored: scored.length - scores.length,
  };
}

interface Schemes {
  readonly rules: readonly RuleRow[];
  readonly units: readonly UnitRow[];
}

async function schemesOf(engine: Engine, period: Period): Promise<Schemes> {
  if (!samePeriod(period, periodHolding(period.start, 'year'))) {
    throw new AnlanError('BAD_PERIOD', `expected a single year such as 2021 for an assessment, got ${period.code}`, {
      found: period.code,
    });
  }
  const year = Number(period.start.slice(0, 4));
  const [rules, units] = await Promise.all([engine.assessments.rules.load(year), engine.assessments.units.load(year)]);
  return { rules, units };
}

type Unit = Pick<UnitRow, 'scheme' | 'region_id'>;

function rulesFor(engine: Engine, rules: readonly RuleRow[], unit: Unit): readonly RuleRow[] {
  const owner = ownerOf(engine, rules, unit);
  return rules.filter(({ scheme, region_id }) => scheme === unit.scheme && region_id === owner);
}

/** The nearest region above that has rules under this name: two cities may call their schemes alike. */
function ownerOf({ tree }: Engine, rules: readonly RuleRow[], { scheme, region_id }: Unit): number | null {
  const owners = new Set(rules.filter((rule) => rule.scheme === scheme).map((rule) => rule.region_id));
  return tree.byId(region_id).path.findLast((id) => owners.has(id)) ?? null;
}

/** Places are taken among all; a score shows no other unit's values. */
function unbound(engine: Engine): Engine {
  const beyond = engine.beyond();
  const open: Engine = { ...beyond, viewer: { ...beyond.viewer, reach: null }, beyond: () => open };
  return open;
}
