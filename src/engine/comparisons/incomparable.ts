import { label } from '../../kernel/label.ts';
import { periodLabel } from '../../kernel/period-label.ts';
import type { Engine } from '../engine.ts';
import type { Coverage, Value } from '../values/value.ts';
import type { Incomparability } from './incomparability.ts';
import { type Redrawn, redrawn } from './territory.ts';

/** Shares of coverage this close are alike. */
const ALIKE = 0.01;

/** What keeps two values apart, a later and an earlier one or a part and its whole; empty where they compare. */
export function incomparabilities(
  engine: Pick<Engine, 'tree'>,
  current: Value,
  baseline: Value | null,
): readonly Incomparability[] {
  const lacking = [current, baseline].find((value) => value === null || value.exact === null);
  if (lacking !== undefined || baseline === null) return [noValue(lacking ?? null)];
  return [
    definitions(current, baseline),
    instruments(current, baseline),
    territories(engine, current, baseline),
    coverages(current, baseline),
  ].filter((one) => one !== null);
}

/** How the region was redrawn between the days of two values; null also for two regions. */
export function redrawnBetween({ tree }: Pick<Engine, 'tree'>, a: Value, b: Value): Redrawn | null {
  const [first, second] = [a.subject, b.subject].sort((one, other) => (one.period.start < other.period.start ? -1 : 1));
  if (first === undefined || second === undefined || first.region.id !== second.region.id) return null;
  return redrawn(tree, first.region, first.period.start, second.period.end);
}

export const coverageDiffers = ({ coverage: a }: Value, { coverage: b }: Value): boolean =>
  a.share !== null && b.share !== null && Math.abs(a.share - b.share) > ALIKE;

function noValue(value: Value | null): Incomparability {
  const { zh, en } = value?.absenceReason ?? label('没有可比的数', 'there is nothing to compare with');
  return { code: 'NO_VALUE', reason: label(`一方没有数：${zh}`, `one side has no value: ${en}`) };
}

function definitions(current: Value, baseline: Value): Incomparability | null {
  const [now, then] = [current, baseline].map(({ versions }) => versions.map(({ code }) => code).join('+'));
  if (now === then) return null;
  return {
    code: 'DEFINITION_CHANGED',
    reason: label(
      `口径不同：${named(current)}为${now || '未定'}版，${named(baseline)}为${then || '未定'}版`,
      `the definition changed: version ${now || 'unknown'} here, ${then || 'unknown'} there`,
    ),
  };
}

function instruments(current: Value, baseline: Value): Incomparability | null {
  if (current.basis !== baseline.basis) return null;
  const [now = '', then = ''] = [current, baseline].map((value) => value.instruments.join('+'));
  if (now === then) return null;
  return {
    code: 'INSTRUMENT_CHANGED',
    reason: label(
      `问卷不同：${named(current)}用“${now}”，${named(baseline)}用“${then}”`,
      `the survey instrument changed: “${now}” here, “${then}” there`,
    ),
  };
}

/** Sums of records are made on one tree for both sides; what was reported is of the territory of then. */
function territories(engine: Pick<Engine, 'tree'>, current: Value, baseline: Value): Incomparability | null {
  if (isRecounted(current) && isRecounted(baseline)) return null;
  const how = redrawnBetween(engine, current, baseline);
  if (how === null || (how === 'parts' && !current.derived && !baseline.derived)) return null;
  const { name } = current.subject.region;
  return {
    code: 'REGION_CHANGED',
    reason:
      how === 'itself'
        ? label(
            `其间${name}的区划有调整，两数所指范围不同`,
            `${name} was redrawn in between: the two are of different areas`,
          )
        : label(`其间${name}的下级区划有调整，汇总范围不同`, `parts of ${name} were redrawn in between`),
  };
}

function isRecounted({ basis, subject }: Value): boolean {
  const { kind } = subject.indicator.formula;
  return basis === 'COUNTED' && kind !== 'survey' && kind !== 'perPopulation';
}

function coverages(current: Value, baseline: Value): Incomparability | null {
  if (!coverageDiffers(current, baseline)) return null;
  const [now, then] = [current.coverage, baseline.coverage].map(percent);
  return {
    code: 'COVERAGE_DIFFERS',
    reason: label(
      `报送不一：${named(current)}报送${now}%，${named(baseline)}报送${then}%`,
      `coverage differs: ${now}% reported here, ${then}% there`,
    ),
  };
}

const percent = ({ share }: Coverage): number => Math.floor(1000 * (share ?? 0)) / 10;

const named = ({ subject: { region, period } }: Value): string => `${region.name}${periodLabel(period, 'zh')}`;
