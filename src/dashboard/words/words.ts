import type {
  Absence,
  Basis,
  Caution,
  Reconciliation,
  RegionLevel,
  Verdict,
} from '../../../schema/generated/graphql.ts';
import type { Grain, Language } from '../state/address.ts';
import type { PeriodForm } from '../state/periods.ts';
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
  PROVINCE: ['省级', 'province'],
  CITY: ['地级', 'city'],
  COUNTY: ['县级', 'county'],
  TOWNSHIP: ['乡级', 'township'],
  VILLAGE: ['村级', 'village'],
  GRID: ['网格', 'grid'],
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

export type Speak = ReturnType<typeof speak>;

/** All words of the page in one language. What comes from the API is already in it. */
export function speak(lang: Language) {
  return {
    lang,
    say: (word: Word): string => at(lang, WORDS[word]),
    absence: (code: Absence): string => at(lang, ABSENCES[code]),
    verdict: (code: Verdict): string => at(lang, VERDICTS[code]),
    caution: (code: Caution): string => at(lang, CAUTIONS[code]),
    basis: (code: Basis): string => at(lang, BASES[code]),
    reconciliation: (code: Reconciliation): string => at(lang, RECONCILIATIONS[code]),
    level: (code: RegionLevel): string => at(lang, LEVELS[code]),
    form: (code: PeriodForm): string => at(lang, FORMS[code]),
    grain: (code: Grain): string => at(lang, GRAIN_WORDS[code]),
    dimension: (code: string): string => at(lang, DIMENSIONS[code] ?? [code, code]),
    place: (position: number, of: number | null, scope: string): string =>
      lang === 'en'
        ? `${scope}: no. ${position}${of === null ? '' : ` of ${of}`}`
        : `${scope}第${position}位${of === null ? '' : `／${of}`}`,
    moved(places: number): string {
      if (places === 0) return lang === 'en' ? 'no move' : '位次未变';
      const many = Math.abs(places);
      if (lang === 'en') return `${places > 0 ? 'up' : 'down'} ${many}`;
      return `${places > 0 ? '升' : '降'}${many}位`;
    },
    number(form: PeriodForm, number: number): string {
      if (form === 'half') return lang === 'en' ? `H${number}` : number === 1 ? '上半年' : '下半年';
      if (form === 'quarter') return lang === 'en' ? `Q${number}` : `第${['一', '二', '三', '四'][number - 1]}季度`;
      if (form === 'range') return lang === 'en' ? `Jan to ${number}` : `1—${number}月`;
      return lang === 'en' ? `month ${number}` : `${number}月`;
    },
    day(moment: string): string {
      return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'zh-CN', {
        dateStyle: 'long',
        timeZone: 'Asia/Shanghai',
      }).format(new Date(moment));
    },
  };
}
