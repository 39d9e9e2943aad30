import type {
  Absence,
  Basis,
  Caution,
  Outcome,
  Reconciliation,
  RegionLevel,
  Verdict,
} from '../../../schema/generated/graphql.ts';
import type { Grain, PeriodForm } from '../../client/periods.ts';
import type { Language } from '../state/address.ts';
import { type Pair, WORDS } from './texts.ts';

export type Word = keyof typeof WORDS;

const at = (lang: Language, [zh, en]: Pair): string => (lang === 'en' ? en : zh);

const ABSENCES: Readonly<Record<Absence, Pair>> = {
  NOT_REPORTED: ['未上报', 'Not reported'],
  INCOMPLETE: ['上报不全', 'Incomplete'],
  ZERO_DENOMINATOR: ['分母为零', 'Zero denominator'],
  WITHHELD: ['不予公开', 'Withheld'],
  OUT_OF_REACH: ['无权查看', 'Out of reach'],
  NOT_APPLICABLE: ['不适用', 'Not applicable'],
  NOT_YET: ['时段未开始', 'Not yet'],
};
const VERDICTS: Readonly<Record<Verdict, Pair>> = {
  BETTER: ['向好', 'better'],
  WORSE: ['趋差', 'worse'],
  SAME: ['持平', 'unchanged'],
  NOT_JUDGED: ['', ''],
};
const OUTCOMES: Readonly<Record<Outcome, Pair>> = {
  MET: ['✓ 已达标', '✓ reached'],
  MISSED: ['✗ 未达标', '✗ not reached'],
  NOT_JUDGED: ['未评判', 'not judged'],
};
const CAUTIONS: Readonly<Record<Caution, Pair>> = {
  SMALL_BASE: ['基数小', 'small base'],
  PARTIAL_PERIOD: ['期未满', 'period not over'],
  COVERAGE_DIFFERS: ['上报面不同', 'coverage differs'],
  DEFINITION_CHANGED: ['口径有变', 'definition changed'],
  BASIS_DIFFERS: ['来源不同', 'basis differs'],
  REGION_CHANGED: ['区划有变', 'region changed'],
  NO_BASELINE: ['无同期数', 'no baseline'],
  DERIVED_FROM_REPORTED_CHANGE: ['由公布增减推算', 'worked back from a printed change'],
};
const BASES: Readonly<Record<Basis, Pair>> = {
  COUNTED: ['台账统计', 'counted'],
  REPORTED: ['公开报送', 'as printed'],
};
const RECONCILIATIONS: Readonly<Record<Reconciliation, Pair>> = {
  REPRODUCES: ['可复算', 'reproduces'],
  WITHIN_ROUNDING: ['在取整范围内', 'within rounding'],
  CONSISTENT: ['相符', 'consistent'],
  CONFLICTS: ['不一致', 'conflicts'],
  NOT_CHECKABLE: ['无从核对', 'not checkable'],
};
const LEVELS: Readonly<Record<RegionLevel, Pair>> = {
  PROVINCE: ['省级', 'Province'],
  CITY: ['地级', 'City'],
  COUNTY: ['县级', 'County'],
  TOWNSHIP: ['乡级', 'Township'],
  VILLAGE: ['村级', 'Village'],
  GRID: ['网格', 'Grid'],
};
const FORMS: Readonly<Record<PeriodForm, Pair>> = {
  year: ['年', 'Year'],
  half: ['半年', 'Half'],
  quarter: ['季', 'Quarter'],
  month: ['月', 'Month'],
  range: ['年初至', 'Year to'],
};
const GRAIN_WORDS: Readonly<Record<Grain, Pair>> = {
  MONTH: ['月', 'Month'],
  QUARTER: ['季', 'Quarter'],
  HALF: ['半年', 'Half'],
  YEAR: ['年', 'Year'],
};
const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const DIMENSIONS: Readonly<Record<string, Pair>> = {
  type: ['类型', 'Type'],
  track: ['调解方式', 'Track'],
  channel: ['来源', 'Channel'],
  category: ['类别', 'Category'],
  kind: ['种类', 'Kind'],
  peril: ['险种', 'Peril'],
  programme: ['项目', 'Programme'],
  unit_kind: ['单位类型', 'Kind of unit'],
};

const REFUSALS: Readonly<Record<string, Pair>> = {
  UNKNOWN_REGION: [
    '这一天还没有这个地区的数据，或者没有这个地区。',
    'There is no such region, or there was none yet on that day.',
  ],
  UNKNOWN_INDICATOR: ['没有这个指标。', 'There is no such indicator.'],
  BAD_PERIOD: [
    '这里还没有任何上报，或者时段写法不对。',
    'Nothing has been reported here yet, or the period cannot be read.',
  ],
  PERIOD_NOT_APPLICABLE: ['这个指标没有这种时段的数。', 'This figure does not exist for such a period.'],
  OUT_OF_REACH: ['您的密钥看不到这个地区或指标。', 'Your key does not reach this region or indicator.'],
  FORBIDDEN: ['您的密钥不能这样看数据。', 'Your key may not look at data in this way.'],
  QUERY_TOO_LARGE: ['一次要看的太多，请选小一些的范围。', 'This is too much at once; choose a smaller part.'],
};

export type Speak = ReturnType<typeof speak>;

/** All words of the page in one language. What comes from the API is already in it. */
export function speak(lang: Language) {
  return {
    lang,
    say: (word: Word): string => at(lang, WORDS[word]),
    absence: (code: Absence): string => at(lang, ABSENCES[code]),
    verdict: (code: Verdict): string => at(lang, VERDICTS[code]),
    outcome: (code: Outcome): string => at(lang, OUTCOMES[code]),
    setFor: (region: string): string => (lang === 'en' ? ` (set for ${region})` : `（${region}下达）`),
    caution: (code: Caution): string => at(lang, CAUTIONS[code]),
    basis: (code: Basis): string => at(lang, BASES[code]),
    reconciliation: (code: Reconciliation): string => at(lang, RECONCILIATIONS[code]),
    /** Undefined for what the reader cannot do anything about. */
    refusal: (code: string): string | undefined => (REFUSALS[code] ? at(lang, REFUSALS[code]) : undefined),
    level: (code: RegionLevel): string => at(lang, LEVELS[code]),
    form: (code: PeriodForm): string => at(lang, FORMS[code]),
    grain: (code: Grain): string => at(lang, GRAIN_WORDS[code]),
    dimension: (code: string): string => at(lang, DIMENSIONS[code] ?? [code, code]),
    place: (position: number, of: number | null, scope: string): string =>
      lang === 'en'
        ? `${scope}: no. ${position}${of === null ? '' : ` of ${of}`}`
        : `${scope}第${position}位${of === null ? '' : `／${of}`}`,
    alike: (range: string): string => (lang === 'en' ? `(alike: ${range})` : `（与${range}位难分高下）`),
    news: (values: number): string =>
      lang === 'en'
        ? `${values} ${values === 1 ? 'value' : 'values'} of this view changed.`
        : `与此处有关的${values}个数有变化。`,
    moved(places: number): string {
      if (places === 0) return lang === 'en' ? 'no move' : '位次未变';
      const many = Math.abs(places);
      if (lang === 'en') return `${places > 0 ? 'up' : 'down'} ${many}`;
      return `${places > 0 ? '升' : '降'}${many}位`;
    },
    number(form: PeriodForm, number: number): string {
      if (form === 'half') return lang === 'en' ? `H${number}` : number === 1 ? '上半年' : '下半年';
      if (form === 'quarter') return lang === 'en' ? `Q${number}` : `第${['一', '二', '三', '四'][number - 1]}季度`;
      if (form === 'range')
        return lang === 'en' ? `Jan to ${MONTHS.format(new Date(Date.UTC(2000, number - 1)))}` : `1—${number}月`;
      return lang === 'en' ? MONTHS.format(new Date(Date.UTC(2000, number - 1))) : `${number}月`;
    },
    day(moment: string): string {
      return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'zh-CN', {
        dateStyle: 'long',
        timeZone: 'Asia/Shanghai',
      }).format(new Date(moment));
    },
  };
}
