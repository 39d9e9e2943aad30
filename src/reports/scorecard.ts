import type { ScorecardCoursesQuery, ScorecardQuery } from '../../schema/generated/graphql.ts';
import { shanghaiDay } from '../kernel/day.ts';
import { inLocale, type Label, type Locale } from '../kernel/label.ts';
import { type Course, coursesOf } from './courses.ts';
import { type League, leaguesOf } from './leagues.ts';

type Value = NonNullable<ScorecardQuery['region']>['indicators'][number];

/** One line of a chapter: texts as the API gave them. */
export interface Line {
  readonly name: string;
  readonly value: string;
  readonly change: string;
  readonly verdict: 'BETTER' | 'WORSE' | 'SAME' | 'NOT_JUDGED';
  readonly rank: string;
  readonly coverage: string;
  /** Numbers of the footnotes, from 1. */
  readonly notes: readonly number[];
}

export interface Chapter {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly sentences: readonly string[];
}

/** A scorecard as it is written, whatever the file: every number a text of the API. */
export interface Scorecard {
  readonly locale: Locale;
  readonly title: string;
  readonly subtitle: string;
  readonly summary: string;
  readonly heads: readonly [indicator: string, value: string, change: string, rank: string, coverage: string];
  readonly leagueHeads: readonly [place: string, region: string, value: string];
  readonly chapters: readonly Chapter[];
  readonly leagues: readonly League[];
  readonly coursesTitle: string;
  readonly courses: readonly Course[];
  readonly absentTitle: string;
  readonly absent: readonly { readonly name: string; readonly reason: string }[];
  readonly sourcesTitle: string;
  readonly sources: readonly string[];
}

const WORDS = {
  title: { zh: '平安成绩单', en: 'Safety scorecard' },
  heads: [
    { zh: '指标', en: 'Indicator' },
    { zh: '数值', en: 'Value' },
    { zh: '同比', en: 'Year on year' },
    { zh: '位次', en: 'Rank' },
    { zh: '上报', en: 'Reported' },
  ],
  better: { zh: '向好', en: 'better' },
  worse: { zh: '趋差', en: 'worse' },
  regions: { zh: '地区', en: 'Region' },
  courses: { zh: '逐月走势', en: 'Month by month' },
  absent: { zh: '本时段没有数据的指标', en: 'Indicators without data in this period' },
  sources: { zh: '公开报送数及来源', en: 'Printed figures and sources' },
} as const;

export interface Drawn {
  /** The indicators that are drawn, the most telling first. */
  readonly pictured: readonly string[];
  readonly courses: ScorecardCoursesQuery | null;
}

/** Null for a region that is not there. */
export function scorecardOf(
  { region, indicatorTable }: ScorecardQuery,
  { pictured, courses }: Drawn,
  locale: Locale,
): Scorecard | null {
  if (region === null) return null;
  const say = (label: Label): string => inLocale(label, locale);
  const present = region.indicators.filter(({ value }) => value !== null);
  const { sources, notesOf } = footnotes(present, locale);
  const [first] = region.indicators;
  const count = (verdict: Line['verdict']): number => present.filter(({ change }) => change.verdict === verdict).length;
  const { version } = indicatorTable.data;
  const day = shanghaiDay(new Date(indicatorTable.data.asOf));
  const chapters = Map.groupBy(present, ({ indicator }) => indicator.themeName);
  return {
    locale,
    title: `${region.name}${locale === 'zh' ? '' : ' '}${first?.periodLabel ?? ''}${locale === 'zh' ? '' : ' '}${say(WORDS.title)}`,
    subtitle:
      locale === 'zh'
        ? `${region.fullName} · 数据版本 ${version}（${day}）`
        : `${region.fullName} · data version ${version} (${day})`,
    summary:
      locale === 'zh'
        ? `本期有数据的指标 ${present.length} 项，其中同比向好 ${count('BETTER')} 项、趋差 ${count('WORSE')} 项、持平 ${count('SAME')} 项；没有数据 ${region.indicators.length - present.length} 项。`
        : `${present.length} indicators have a value: ${count('BETTER')} better than a year ago, ${count('WORSE')} worse, ${count('SAME')} unchanged; ${region.indicators.length - present.length} have none.`,
    heads: [say(WORDS.heads[0]), say(WORDS.heads[1]), say(WORDS.heads[2]), say(WORDS.heads[3]), say(WORDS.heads[4])],
    leagueHeads: [say(WORDS.heads[3]), say(WORDS.regions), say(WORDS.heads[1])],
    chapters: [...chapters].map(([title, values]) => ({
      title,
      lines: values.map((value) => lineOf(value, locale, notesOf(value))),
      sentences: values.map(({ sentence }) => sentence),
    })),
    leagues: leaguesOf({ region, indicatorTable }, pictured, locale),
    coursesTitle: say(WORDS.courses),
    courses: coursesOf(region.indicators, pictured, courses),
    absentTitle: say(WORDS.absent),
    absent: region.indicators
      .filter(({ value }) => value === null)
      .map(({ indicator: { name }, absenceReason }) => ({ name, reason: absenceReason ?? '' })),
    sourcesTitle: say(WORDS.sources),
    sources,
  };
}

function lineOf(
  { indicator, formatted, change, rank, basis, coverage }: Value,
  locale: Locale,
  notes: readonly number[],
): Line {
  const verdict = { BETTER: WORDS.better, WORSE: WORDS.worse, SAME: null, NOT_JUDGED: null }[change.verdict];
  const arrow =
    verdict === null ? '' : locale === 'zh' ? `（${inLocale(verdict, locale)}）` : ` (${inLocale(verdict, locale)})`;
  const { position = null, of = null, scopeName = '' } = rank ?? {};
  const place =
    position === null
      ? '—'
      : locale === 'zh'
        ? `${scopeName}第${position}位${of === null ? '' : `／${of}`}`
        : `${position}${of === null ? '' : ` of ${of}`} in ${scopeName}`;
  return {
    name: indicator.name,
    value: formatted,
    change: change.printed === null ? '—' : `${change.printed}${arrow}`,
    verdict: change.verdict,
    rank: place,
    coverage: basis === 'REPORTED' || coverage.expected === 0 ? '—' : `${coverage.reported}/${coverage.expected}`,
    notes,
  };
}

/** Printed figures of all values as numbered notes, each once. */
function footnotes(values: readonly Value[], locale: Locale) {
  const sources: string[] = [];
  const notesOf = ({ indicator, reported }: Value): readonly number[] =>
    reported.map(({ printed, unit, quote, source }) => {
      const said = `${indicator.name} ${printed}${unit?.symbol ?? ''}`;
      const from = [source?.publisher, source && `《${source.title}》`, source?.publishedOn]
        .filter(Boolean)
        .join(locale === 'zh' ? '，' : ', ');
      const text = [said, quote && `“${quote}”`, from].filter(Boolean).join(locale === 'zh' ? '；' : '; ');
      const known = sources.indexOf(text);
      return known >= 0 ? known + 1 : sources.push(text);
    });
  for (const value of values) notesOf(value);
  return { sources, notesOf };
}
