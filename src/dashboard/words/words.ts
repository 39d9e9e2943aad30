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

type Pair = readonly [zh: string, en: string];

const WORDS = {
  title: ['平安建设指标', 'Safety-building indicators'],
  brand: ['安澜', 'Anlan'],
  skip: ['跳到正文', 'Skip to content'],
  region: ['地区', 'Region'],
  searchRegion: ['查找地区，如 集美、台商投资区', 'Find a region, e.g. 集美'],
  noRegion: ['没有找到这样的地区', 'No such region'],
  above: ['上级地区', 'Regions above'],
  period: ['时段', 'Period'],
  form: ['时段类型', 'Kind of period'],
  yearWord: ['年份', 'Year'],
  earlierPeriod: ['上一时段', 'Earlier period'],
  laterPeriod: ['下一时段', 'Later period'],
  asOf: ['数据截至', 'Data as of'],
  newestData: ['最新', 'Newest'],
  language: ['English', '中文'],
  theme: ['主题', 'Theme'],
  light: ['浅色', 'Light'],
  dark: ['深色', 'Dark'],
  toLight: ['切换为浅色', 'Switch to light'],
  toDark: ['切换为深色', 'Switch to dark'],
  print: ['打印', 'Print'],
  share: ['复制链接', 'Copy link'],
  copied: ['链接已复制', 'Link copied'],
  leave: ['退出', 'Sign out'],
  overview: ['总览', 'Overview'],
  themes: ['指标专题', 'Themes'],
  headline: ['主要指标', 'Key figures'],
  without: ['本时段尚无数据', 'No data in this period'],
  explain: ['数据来历', 'Explain'],
  explainOf: ['查看数据来历：', 'Explain: '],
  yoy: ['同比', 'Year on year'],
  rank: ['位次', 'Rank'],
  noChange: ['无同期数', 'No figure a year ago'],
  coverage: ['上报', 'Reported'],
  coverageOf: ['乡镇·月上报率', 'Township-months reported'],
  partial: ['期未满', 'Period not over'],
  course: ['历年走势', 'Over the years'],
  trend: ['走势', 'Trend'],
  trendNow: ['本期', 'This period'],
  trendBefore: ['上年同期', 'A year earlier'],
  band: ['区间', 'Interval'],
  grainWord: ['按', 'By'],
  table: ['数据表', 'Data table'],
  breakdown: ['构成', 'Breakdown'],
  dimension: ['分类', 'By'],
  besideParent: ['与上级相比', 'Compared with'],
  league: ['排行', 'League table'],
  leagueOf: ['下级地区排行', 'Regions below, ranked'],
  moved: ['升降', 'Moved'],
  up: ['升', 'up'],
  down: ['降', 'down'],
  same: ['平', 'same'],
  value: ['数值', 'Value'],
  notRanked: ['未参加排名', 'Not ranked'],
  indistinct: ['样本量所限，以下位次之间无显著差别：', 'Samples cannot tell these places apart: '],
  tied: ['并列', 'tied'],
  heat: ['指标一览', 'All figures'],
  heatNote: ['颜色越深，位次越前；斜纹为没有数据。', 'The deeper the colour, the better the rank; hatched: no data.'],
  map: ['分布', 'Where'],
  tileNote: ['每格一个地区，颜色越深数值越大。', 'One tile a region; the deeper, the larger the value.'],
  mapNote: ['颜色越深数值越大；斜纹为没有数据。', 'The deeper, the larger the value; hatched: no data.'],
  missing: ['上报情况', 'Who has reported'],
  missingNone: ['本时段应报已全部上报。', 'Everything due in this period has been reported.'],
  missingNo: ['本指标不按月上报，没有应报次数。', 'This figure is not reported by month; nothing is due.'],
  due: ['应报', 'Due'],
  came: ['已报', 'Reported'],
  lacks: ['缺报', 'Missing'],
  noBelow: ['这里没有下级地区。', 'There is no region below.'],
  close: ['关闭', 'Close'],
  definition: ['口径', 'Definition'],
  formula: ['算式', 'Formula'],
  parts: ['算式各部分', 'Parts'],
  imports: ['数据出处', 'Imports'],
  importNumber: ['导入号', 'Import'],
  file: ['文件', 'File'],
  committed: ['入库', 'Committed'],
  delta: ['贡献', 'Contribution'],
  synthetic: ['演示合成', 'synthetic'],
  reported: ['公开报送数', 'Printed figures'],
  noReported: ['没有找到公开报送的数字。', 'No printed figure is known.'],
  notes: ['说明', 'Notes'],
  sentence: ['通报语句', 'Sentence'],
  copy: ['复制', 'Copy'],
  exportTable: ['导出表格', 'Export'],
  keyTitle: ['请输入访问密钥', 'Enter your access key'],
  keyHint: [
    '密钥由平台管理员发放，只保存在本浏览器，不会出现在网址中。',
    'Keys are given out by the operator. The key stays in this browser and never enters the address.',
  ],
  keyLabel: ['访问密钥', 'Access key'],
  keyDevice: ['在这台设备上记住', 'Remember on this device'],
  keyEnter: ['进入', 'Continue'],
  keyDemo: [
    '演示环境：密钥印在启动服务的终端里，也保存在数据目录的 demo-key 文件中。',
    'Demo: the key is printed in the terminal that started the server, and kept in the file demo-key of its data folder.',
  ],
  keyRefused: [
    '这个密钥无效、已过期或已被撤销，请重新输入。',
    'This key is wrong, expired or revoked. Please enter another.',
  ],
  away: ['服务暂时联系不上，正在重试……页面上是此前的数据。', 'The server cannot be reached; trying again. What you see is from before.'],
  loading: ['正在读取……', 'Loading…'],
  refusedTitle: ['这个视图读不出来', 'This view cannot be read'],
  backHome: ['回到首页', 'Back to the start'],
  dataOf: ['数据版本', 'Data version'],
  asOfThen: ['您正在查看此日的数据：', 'You are looking at the data of '],
  source: ['来源', 'Source'],
  total: ['本地区', 'This region'],
  of: ['共', 'of'],
  failed: ['图表读不出来', 'The chart could not be loaded'],
} as const satisfies Record<string, Pair>;

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
