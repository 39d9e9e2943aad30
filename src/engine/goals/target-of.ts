import type { Indicator } from '../../indicators/indicator.ts';
import { type Exact, exact } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import { yearBefore } from '../../kernel/period-steps.ts';
import { formatQuantity } from '../../kernel/unit.ts';
import type { Region } from '../../regions/region.ts';
import { incomparabilities } from '../comparisons/incomparable.ts';
import type { Engine } from '../engine.ts';
import type { GoalRow } from '../sources/figures-source.ts';
import { samePeriod, storedPeriod } from '../values/figure.ts';
import { inBoth } from '../values/format-value.ts';
import { readValue } from '../values/read-value.ts';
import type { Subject, Value } from '../values/value.ts';
import { type Bounds, judge, placesOf } from './judge.ts';
import { TARGET_KINDS, type Target, type TargetKind } from './target.ts';

interface Found {
  readonly region: Region;
  readonly row: GoalRow;
  readonly kind: TargetKind;
}

/** The target of a value, its region's own or that of the nearest region above; null where none was set for the period. */
export async function targetOf(engine: Engine, subject: Subject): Promise<Target | null> {
  const { indicator, region, period } = subject;
  const before = yearBefore(period);
  const [value, last, found] = await Promise.all([
    readValue(engine, subject),
    before === null ? null : readValue(engine, { ...subject, period: before }),
    nearest(engine, subject),
  ]);
  if (found === null || value.absence === 'OUT_OF_REACH') return null;
  const bounds = found.kind === 'last_year' ? lastYear(engine, value, last) : asSet(found);
  const inherited = found.region.id !== region.id;
  return {
    kind: found.kind,
    low: bounds.low,
    high: bounds.high,
    printed: inWords(found.kind, bounds, indicator),
    region: found.region,
    inherited,
    unit: indicator.unit === 'percent' ? 'percentage_point' : indicator.unit,
    importId: found.row.importId,
    ...judge({ value, bounds, today: engine.today, ofWhole: inherited && found.kind !== 'last_year' }),
  };
}

async function nearest(engine: Engine, { indicator, region, period }: Subject): Promise<Found | null> {
  const chain = [region, ...engine.tree.ancestors(region).toReversed()];
  const rows = await Promise.all(chain.map(({ id }) => engine.goals({ regionId: id, indicator: indicator.code })));
  for (const [at, one] of chain.entries()) {
    const row = rows[at]?.find((set) => samePeriod(storedPeriod(set.period, set.periodStart, set.periodEnd), period));
    const kind = TARGET_KINDS.find((known) => known === row?.kind);
    if (row !== undefined && kind !== undefined) return { region: one, row, kind };
  }
  return null;
}

const number = (text: string | null): Exact | null => (text === null ? null : exact(text));

function asSet({ kind, row }: Found): Bounds {
  const value = number(row.value);
  switch (kind) {
    case 'at_least':
      return { low: value, high: null, missing: null };
    case 'at_most':
      return { low: null, high: value, missing: null };
    default:
      return { low: number(row.low), high: number(row.high), missing: null };
  }
}

/** No worse than last year: the direction of the indicator says which way. */
function lastYear(engine: Engine, value: Value, last: Value | null): Bounds {
  const { direction } = value.subject.indicator;
  const [why] = incomparabilities(engine, value, last).filter(
    ({ code }) => value.exact !== null || code !== 'NO_VALUE',
  );
  const bound = last?.value ?? null;
  const undirected = label('该指标没有好坏方向', 'neither way is better for this indicator');
  return {
    low: direction === 'higher' ? bound : null,
    high: direction === 'lower' ? bound : null,
    missing: direction === 'none' ? undirected : (why?.reason ?? null),
  };
}

function inWords(kind: TargetKind, { low, high }: Bounds, { unit, decimals }: Indicator): Label {
  return inBoth((locale) => {
    const text = (x: Exact) => formatQuantity(x, { unit, decimals: Math.max(decimals, placesOf(x)), locale });
    const zh = locale === 'zh';
    if (kind === 'last_year') {
      const bound = low ?? high;
      const was = bound === null ? '' : zh ? `（${text(bound)}）` : ` (${text(bound)})`;
      return zh ? `不劣于上年${was}` : `no worse than last year${was}`;
    }
    if (low !== null && high !== null) return zh ? `${text(low)}至${text(high)}` : `${text(low)} to ${text(high)}`;
    if (low !== null) return zh ? `不低于${text(low)}` : `at least ${text(low)}`;
    return high === null ? '' : zh ? `不高于${text(high)}` : `at most ${text(high)}`;
  });
}
