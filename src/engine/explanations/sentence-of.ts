import { partsOf } from '../../indicators/terms.ts';
import { type Label, type Locale, label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import { periodLabel } from '../../kernel/period-label.ts';
import { formatQuantity, unitOf } from '../../kernel/unit.ts';
import type { Region } from '../../regions/region.ts';
import type { ValueChange } from '../comparisons/change.ts';
import { changeOf } from '../comparisons/change-of.ts';
import type { Rank } from '../comparisons/rank.ts';
import { rankOf } from '../comparisons/rank-of.ts';
import { counterOf } from '../comparisons/reported-of.ts';
import type { Engine } from '../engine.ts';
import type { Target } from '../goals/target.ts';
import { targetOf } from '../goals/target-of.ts';
import { formatValue, reasonIn } from '../values/format-value.ts';
import { readValue } from '../values/read-value.ts';
import type { Subject, Value } from '../values/value.ts';

/** The sentence of a report: value, parts, 同比 and place among the parent's regions; what is absent is left out. */
export async function sentenceOf(engine: Engine, subject: Subject, locale: Locale): Promise<string> {
  const [value, change, rank, target] = await Promise.all([
    readValue(engine, subject),
    changeOf(engine, subject, 'YEAR_ON_YEAR'),
    rankOf(engine, subject, 'PARENT'),
    targetOf(engine, subject),
  ]);
  const tail = [...changed(change, locale), ...reached(target, locale), ...placeOf(rank, locale)];
  return locale === 'zh'
    ? chinese(engine, value, tail, placeOf(rank, 'zh'))
    : english(value, tail, placeOf(rank, 'en'));
}

/** @param tail what follows a value; `place` what follows its absence */
function chinese(engine: Engine, value: Value, tail: readonly string[], place: readonly string[]): string {
  const { region, period, indicator } = value.subject;
  const opening = `${periodLabel(period, 'zh')}，${region.name}`;
  if (value.value === null) {
    const none = `${opening}${indicator.name.zh}暂无数据（${reasonIn(value.absenceReason, 'zh')}）`;
    return `${[none, ...place].join('，')}。`;
  }
  const parts = partsIn(engine, value);
  const symbol = measureWord(indicator);
  const noun = symbol === undefined ? indicator.name.zh : nounOf(indicator);
  const answer = `${noun}${linkOf(indicator)}${formatValue(value, 'zh', symbol)}`;
  const said = value.basis === 'REPORTED' ? `${answer}（报告数）` : answer;
  return `${[opening + [...parts, said].join('，'), ...tail].join('，')}。`;
}

function english(value: Value, tail: readonly string[], place: readonly string[]): string {
  const { region, period, indicator } = value.subject;
  const name = indicator.name.en.charAt(0).toLowerCase() + indicator.name.en.slice(1);
  if (value.value === null) {
    const none = `${opened(period)}, there is no figure for ${name} in ${region.name}: ${reasonIn(value.absenceReason, 'en')}`;
    return `${[none, ...place].join('; ')}.`;
  }
  const { numerator, denominator } = value;
  const parts =
    numerator === null || denominator === null ? '' : ` (${number(numerator, 'en')}/${number(denominator, 'en')})`;
  // Names stand in the singular and in the plural: the verb must go with both.
  const verb = indicator.kind === 'count' ? 'came to' : 'stood at';
  const said = `${opened(period)}, ${name} in ${region.name} ${verb} ${formatValue(value, 'en')}${value.basis === 'REPORTED' ? ' (as reported)' : parts}`;
  return `${[said, ...tail].join(', ')}.`;
}

/** What a quotient is made of, in the words of the indicators that count it: 排查发现矛盾纠纷1327件，调解成功1304件. */
function partsIn({ indicators }: Engine, { subject, numerator, denominator }: Value): readonly string[] {
  const { formula } = subject.indicator;
  if (formula.kind !== 'ratio' || numerator === null || denominator === null) return [];
  const { of, over } = partsOf(formula);
  const [above, below] = [of, over].map((terms) => counterOf(indicators, terms));
  if (above == null || below == null) return [];
  return [`${nounOf(below)}${counted(below, denominator)}`, `${nounOf(above)}${counted(above, numerator)}`];
}

type Indicator = Subject['indicator'];
type Quantity = NonNullable<Value['exact']>;

/** 排查发现矛盾纠纷数 counts 排查发现矛盾纠纷, 火灾起数 counts 火灾. */
const nounOf = ({ name }: Indicator): string => name.zh.replace(/[起笔]?数$/, '');

const counted = (indicator: Indicator, x: Quantity): string => {
  const { unit, decimals } = indicator;
  return formatQuantity(x, { unit, decimals, locale: 'zh', symbol: measureWord(indicator) ?? unitOf(unit).symbol });
};

const number = (x: Quantity, locale: Locale): string => formatQuantity(x, { unit: 'count', locale });

/** What happens is counted in 件 unless its name says otherwise, things in 个; an amount (样本量) has no measure word. */
function measureWord({ kind, unit, name: { zh } }: Indicator): Label | undefined {
  if (kind !== 'count' || unit !== 'count' || zh.endsWith('量')) return undefined;
  const own = /([起笔])数$/.exec(zh)?.[1];
  if (own !== undefined) return label(own, '');
  return /(团伙|企业|设施|村|（社区）)数$/.test(zh) ? label('个', '') : unitOf('count').symbol;
}

const linkOf = (indicator: Indicator): string =>
  unitOf(indicator.unit).attached || measureWord(indicator) !== undefined ? '' : '为';

function changed({ comparable, printed, cautions }: ValueChange, locale: Locale): readonly string[] {
  const usable = comparable || cautions.includes('DERIVED_FROM_REPORTED_CHANGE');
  if (!usable || printed === null || cautions.includes('PARTIAL_PERIOD')) return [];
  return [locale === 'zh' ? `同比${printed.zh}` : `${printed.en} year on year`];
}

/** Only what is judged: 达到目标（不低于98%）. */
function reached(target: Target | null, locale: Locale): readonly string[] {
  if (target === null || target.outcome === 'not_judged') return [];
  const { outcome, printed } = target;
  if (locale === 'zh') return [`${outcome === 'met' ? '达到' : '未达到'}目标（${printed.zh}）`];
  return [`${outcome === 'met' ? 'reaching' : 'missing'} the target (${printed.en})`];
}

/** A place among some of the regions only says so. */
function placeOf(rank: Rank | null, locale: Locale): readonly string[] {
  if (rank === null || rank.position === null || rank.of === 1) return [];
  const { position, of, tied, scope, owing } = rank;
  const partly = of !== null && owing > 0;
  if (locale === 'zh') {
    const among = partly ? `在${wholeOf(scope)}有数据的${of}个地区中` : '';
    return [`${among}${tied > 0 ? '并列' : '居'}${partly ? '' : wholeOf(scope)}第${position}位`];
  }
  const among = of === null ? '' : ` of ${of}${partly ? ' with data' : ''}`;
  return [`${tied > 0 ? 'joint ' : 'ranked '}number ${position}${among} in ${scope.name}`];
}

const WHOLE = { province: '全省', city: '全市' } as const;

function wholeOf({ level, name }: Region): string {
  if (level === 'province' || level === 'city') return WHOLE[level];
  const kind = /(街道|[市县区旗镇乡])$/.exec(name)?.[0];
  return kind === undefined ? name : `全${kind}`;
}

function opened(period: Period): string {
  const words = periodLabel(period, 'en');
  switch (period.kind) {
    case 'day':
      return `On ${words}`;
    case 'instant':
      return words.charAt(0).toUpperCase() + words.slice(1);
    case 'half':
    case 'quarter':
      return `In the ${words}`;
    case 'range':
      if (words.startsWith('since')) return words.charAt(0).toUpperCase() + words.slice(1);
      return words.includes('–') ? `From ${words.replace(/ ?– ?/, ' to ')}` : `In ${words}`;
    default:
      return `In ${words}`;
  }
}
