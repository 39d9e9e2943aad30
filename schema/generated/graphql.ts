/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Why there is no value. Missing is never zero. */
export type Absence =
  /** Too few of the expected township-months have reported. */
  | 'INCOMPLETE'
  /** The indicator has no meaning for such a region or period. */
  | 'NOT_APPLICABLE'
  /** Nothing was reported for the region and period. */
  | 'NOT_REPORTED'
  /** The period has not begun. */
  | 'NOT_YET'
  /** The region lies outside the reach of the key. */
  | 'OUT_OF_REACH'
  /** Withheld to protect the people counted. */
  | 'WITHHELD'
  /** The denominator is zero. */
  | 'ZERO_DENOMINATOR';

/** Where a value comes from. */
export type Basis =
  /** Counted from records. */
  | 'COUNTED'
  /** As a unit reported or a source printed it. */
  | 'REPORTED';

/** What to mind when reading a change. */
export type Caution =
  /** One of the two was counted, the other reported. */
  | 'BASIS_DIFFERS'
  /** The two periods were reported to different degrees. */
  | 'COVERAGE_DIFFERS'
  /** The two values were made under different definitions or survey instruments. */
  | 'DEFINITION_CHANGED'
  /** The baseline was worked back from a printed change, or only the change was printed. */
  | 'DERIVED_FROM_REPORTED_CHANGE'
  /** There is no value to compare with. */
  | 'NO_BASELINE'
  /** The period has not ended; the baseline has. */
  | 'PARTIAL_PERIOD'
  /** The region was redrawn in between; sums of records are made on one tree for both sides. */
  | 'REGION_CHANGED'
  /** The baseline is small: a change in percent says little. */
  | 'SMALL_BASE';

/** Which way a value moved. */
export type ChangeDirection =
  /** It fell. */
  | 'DOWN'
  /** It is the same. */
  | 'SAME'
  /** It rose. */
  | 'UP';

/** Days, both included. */
export type DateRange = {
  /** The first day; open when left out. */
  from?: string | null | undefined;
  /** The last day; open when left out. */
  to?: string | null | undefined;
};

/** Which way is better. */
export type Direction =
  /** More is better. */
  | 'HIGHER'
  /** Less is better. */
  | 'LOWER'
  /** Neither is better; changes are not judged. */
  | 'NONE';

/** How exactly sensitive counts are shown to a key. */
export type Disclosure =
  /** As they are. */
  | 'EXACT'
  /** Counts below 8 are withheld, all others rounded to the nearest 5; the rest is made from these. */
  | 'RESTRICTED';

/** Decides lawful roll-up, interval, unit of change and bounds. */
export type IndicatorKind =
  /** Events or amounts; adds up over regions and time. */
  | 'COUNT'
  /** An index as published; never rolled up. */
  | 'INDEX'
  /** Quotient of two unlike sums. */
  | 'MEAN'
  /** The middle of how long things took; of all records, never rolled up. */
  | 'MEDIAN'
  /** k of n; cannot pass 100 %, has a confidence interval. */
  | 'PROPORTION'
  /** Sum over the resident population. */
  | 'RATE_PER_POPULATION'
  /** Sum over sum, by different days; may pass 100 %. */
  | 'RATIO'
  /** A score as published; never rolled up. */
  | 'SCORE'
  /** Each word's part of a measure. */
  | 'SHARE'
  /** What holds on the last day of the period; adds up over regions only. */
  | 'STOCK'
  /** Share of answers to a question; rolled up by its answers only. */
  | 'SURVEY_RATE';

/** Why a value can be off. */
export type IntervalMethod =
  /** What a printed figure can stand for. */
  | 'PRINTED'
  /** The answers of a survey, by Wilson. */
  | 'SAMPLE'
  /** k of n records, by Wilson. */
  | 'WILSON';

/** Language of words and sentences. */
export type Locale =
  /** English. */
  | 'EN'
  /** Chinese. */
  | 'ZH';

/** Which rows of 矛盾纠纷 to list: all conditions hold. */
export type MediationFilter = {
  /** 受理日期: Accepted on. */
  acceptedOn?: DateRange | null | undefined;
  /** 协议形式: Agreement. Of these codes: written, oral, none. */
  agreement?: Array<string | number> | null | undefined;
  /** 来源: Channel. Of these codes: grid, police, court, procuratorate, petition, hotline, walk_in, circuit. */
  channel?: Array<string | number> | null | undefined;
  /** 办结日期: Closed on. */
  closedOn?: DateRange | null | undefined;
  /** 是否民转刑: Escalated to a crime. */
  escalated?: boolean | null | undefined;
  /** 排查日期: Found on. */
  foundOn?: DateRange | null | undefined;
  /** 调解结果: Outcome. Of these codes: resolved, failed, pending, withdrawn. */
  outcome?: Array<string | number> | null | undefined;
  /** 是否履行: Performed. */
  performed?: boolean | null | undefined;
  /** 防止民转刑: Escalation prevented. */
  prevented?: boolean | null | undefined;
  /** 纠纷编号: Serial number. */
  serial?: string | null | undefined;
  /** 调解类型: Track. Of these codes: people, administrative, judicial. */
  track?: Array<string | number> | null | undefined;
  /** 纠纷类型: Dispute type. Of these codes: 婚姻家庭, 邻里, 房屋宅基地, 土地, 合同, 债务, 劳动争议, 损害赔偿, 医疗, 交通事故, 物业, 征地拆迁, 生产经营, 消费, 环境, 其他. */
  type?: Array<string | number> | null | undefined;
};

/** Whether a target was reached. */
export type Outcome =
  /** Reached. */
  | 'MET'
  /** Not reached. */
  | 'MISSED'
  /** It cannot be said, or not yet: see `reason`. */
  | 'NOT_JUDGED';

/** Where a number stands in its formula. */
export type PartRole =
  /** Below the line. */
  | 'DENOMINATOR'
  /** Above the line. */
  | 'NUMERATOR'
  /** The value itself. */
  | 'VALUE';

/** The kinds of period. */
export type PeriodKind =
  /** A day, `2021-03-08`. */
  | 'DAY'
  /** Half a year, `2021-H2`. */
  | 'HALF'
  /** What held at a date, `as-of 2022-03-09`. */
  | 'INSTANT'
  /** A month, `2021-03`. */
  | 'MONTH'
  /** A quarter, `2021-Q1`. */
  | 'QUARTER'
  /** From one period to another, both included, `2021-01/2021-05`. */
  | 'RANGE'
  /** An ISO week from Monday, `2021-W10`. */
  | 'WEEK'
  /** A calendar year, `2021`. */
  | 'YEAR';

/** How a printed figure is meant. */
export type Qualifier =
  /** 近, 约: about. */
  | 'APPROX'
  /** 多, 余: at least, below the next printed step. */
  | 'AT_LEAST'
  /** 以下: at most. */
  | 'AT_MOST'
  /** As it stands. */
  | 'EXACT'
  /** 以上, 超: at least. */
  | 'FLOOR'
  /** A goal, not a result. */
  | 'GOAL'
  /** 零发生: a stated zero. */
  | 'STATED_ZERO';

/** How a printed figure agrees with the computed value. */
export type Reconciliation =
  /** It cannot be true of the computed value. */
  | 'CONFLICTS'
  /** It keeps a printed bound. */
  | 'CONSISTENT'
  /** There is nothing to check it against. */
  | 'NOT_CHECKABLE'
  /** The computed value prints the same. */
  | 'REPRODUCES'
  /** The rounding of the printed parts allows it. */
  | 'WITHIN_ROUNDING';

/** Whether the state or an administration made the region. */
export type RegionKind =
  /** A zone with a code of its own, made of townships, e.g. 泉州台商投资区. */
  | 'FUNCTIONAL_ZONE'
  /** A division of the state with a statistical code. */
  | 'STATUTORY';

/** How far down the tree a region stands. */
export type RegionLevel =
  /** 地级: prefecture city. */
  | 'CITY'
  /** 县级: county, district, county-level city, or a functional zone of that rank. */
  | 'COUNTY'
  /** 网格: part of a village that a grid worker looks after. */
  | 'GRID'
  /** 省级: province. */
  | 'PROVINCE'
  /** 乡级: town, township or street. */
  | 'TOWNSHIP'
  /** 村级: village or community. */
  | 'VILLAGE';

/** Which regions: listed by code, or all within one. */
export type RegionSelection = {
  /** Codes of regions, at most 500. */
  codes?: Array<string | number> | null | undefined;
  /** With `within`: that region too, as the first. */
  includeSelf?: boolean | null | undefined;
  /** With `within`: only of this level; else its children. */
  level?: RegionLevel | null | undefined;
  /** Code of a region: all below it. */
  within?: string | number | null | undefined;
};

/** What a key may do. */
export type Scope =
  /** The right `audit:read`. */
  | 'AUDIT_READ'
  /** The right `imports:read`. */
  | 'IMPORTS_READ'
  /** The right `imports:write`. */
  | 'IMPORTS_WRITE'
  /** The right `indicators:read`. */
  | 'INDICATORS_READ'
  /** The right `keys:manage`. */
  | 'KEYS_MANAGE'
  /** The right `records:read`. */
  | 'RECORDS_READ';

/** A chapter of the catalogue. */
export type Theme =
  /** 平安考评: Assessment. */
  | 'ASSESSMENT'
  /** 案件警情: Cases and calls. */
  | 'CASE'
  /** 电信网络诈骗: Telecom fraud. */
  | 'FRAUD'
  /** 网格: Grids. */
  | 'GRID'
  /** 安全事故: Accidents and inspections. */
  | 'INCIDENT'
  /** 综治保险: Public-security insurance. */
  | 'INSURANCE'
  /** 矛盾纠纷: Mediation. */
  | 'MEDIATION'
  /** 扫黑除恶: Organized crime. */
  | 'ORGANIZED_CRIME'
  /** 巡防: Patrols. */
  | 'PATROL'
  /** 人口: Population. */
  | 'POPULATION'
  /** 平安达标与星级: Ratings. */
  | 'RATING'
  /** 快速反应: Response. */
  | 'RESPONSE'
  /** 平安奖励: Rewards. */
  | 'REWARD'
  /** 金点子: Suggestions. */
  | 'SUGGESTION'
  /** 三率测评: Surveys. */
  | 'SURVEY'
  /** 网格事件: Tickets. */
  | 'TICKET'
  /** 交通: Traffic. */
  | 'TRAFFIC'
  /** 视频监控: Video. */
  | 'VIDEO';

/** Whether a change is for the better, by the direction of the indicator. */
export type Verdict =
  /** For the better. */
  | 'BETTER'
  /** Neither way is better for this indicator, or there is no change to judge. */
  | 'NOT_JUDGED'
  /** No change. */
  | 'SAME'
  /** For the worse. */
  | 'WORSE';

export type BeginningQueryVariables = Exact<{
  regions: Array<string | number> | string | number;
  periods: Array<string> | string;
  codes: Array<string | number> | string | number;
  asOf?: string | null | undefined;
}>;


export type BeginningQuery = { indicatorTable: { rows: Array<{ period: string, region: { code: string }, values: Array<{ absence: Absence | null }> }> } };

export type BreakdownQueryVariables = Exact<{
  region: string | number;
  code: string | number;
  period: string;
  by: string | number;
}>;


export type BreakdownQuery = { region: { name: string, indicator: { formatted: string, breakdown: Array<{ key: string, label: string, value: number | null, share: number | null }> } } | null };

export type CatalogueQueryVariables = Exact<{
  theme?: Theme | null | undefined;
}>;


export type CatalogueQuery = { indicators: Array<{ code: string, name: string, kind: IndicatorKind, direction: Direction, decimals: number, definition: string, breakdowns: Array<string>, nameEn: string, unit: { code: string, symbol: string } }> };

export type ChangesSinceQueryVariables = Exact<{
  within: string | number;
  indicators: Array<string | number> | string | number;
  after: string | number;
  first?: number | null | undefined;
}>;


export type ChangesSinceQuery = { changes: Array<{ cursor: string, version: number, omitted: number, import: { number: number, dataset: string, fileName: string | null, committedAt: string } | null, values: Array<{ period: string, indicator: { code: string, name: string }, region: { code: string, name: string }, before: { formatted: string, absence: Absence | null }, after: { formatted: string, absence: Absence | null } }> }> };

export type DataChangedSubscriptionVariables = Exact<{
  within: string | number;
  indicators: Array<string | number> | string | number;
  after?: string | number | null | undefined;
}>;


export type DataChangedSubscription = { dataChanged: { cursor: string, version: number, omitted: number, import: { number: number, fileName: string | null } | null, values: Array<{ period: string, indicator: { code: string }, region: { code: string }, before: { formatted: string }, after: { formatted: string } }> } };

export type DrillDownQueryVariables = Exact<{
  city: string | number;
  codes: Array<string | number> | string | number;
  period: string;
}>;


export type DrillDownQuery = { region: { name: string, children: Array<{ code: string, name: string, indicators: Array<{ value: number | null, formatted: string, absence: Absence | null, indicator: { code: string, name: string }, change: { absolute: number | null, relative: number | null, printed: string | null, verdict: Verdict, cautions: Array<Caution> }, rank: { position: number | null, of: number | null, movement: number | null } | null }> }> } | null };

export type ExplanationQueryVariables = Exact<{
  region: string | number;
  code: string | number;
  period: string;
  asOf?: string | null | undefined;
  locale?: Locale;
}>;


export type ExplanationQuery = { region: { name: string, fullName: string, indicator: { periodLabel: string, formatted: string, absenceReason: string | null, exact: number | null, numerator: number | null, denominator: number | null, basis: Basis, definition: string, sentence: string, sentenceEn: string, indicator: { name: string }, explanation: { definition: string, formula: string, notes: Array<string>, parts: Array<{ role: PartRole, measure: string | null, label: string, value: number | null }>, contributions: Array<{ measure: string | null, delta: number | null, rows: number | null, import: { number: number, dataset: string, fileName: string | null, committedAt: string, synthetic: boolean, source: { title: string, publishedOn: string | null } | null } }>, missing: { count: number, places: Array<{ month: string, dataset: string, region: { name: string } | null }> } }, reported: Array<{ period: string, comparison: string, printed: string, value: number | null, low: number | null, high: number | null, qualifier: Qualifier, reconciliation: Reconciliation, quote: string | null, unit: { symbol: string } | null, source: { title: string, publisher: string | null, publishedOn: string | null } | null }> } } | null };

export type FindRegionsQueryVariables = Exact<{
  search: string;
}>;


export type FindRegionsQuery = { regions: { totalCount: number, nodes: Array<{ code: string, name: string, fullName: string, level: RegionLevel }> } };

export type FocusViewQueryVariables = Exact<{
  region: string | number;
  code: string | number;
  period: string;
  asOf?: string | null | undefined;
  locale: Locale;
  from: string;
  to: string;
  by: PeriodKind;
  earlierFrom: string;
  earlierTo: string;
  breakdown: string | number;
  withBreakdown: boolean;
}>;


export type FocusViewQuery = { region: { indicator: { formatted: string, sentence: string, notes: Array<string>, target: { printed: string, outcome: Outcome, reason: string | null, inherited: boolean, regionName: string } | null, interval: { low: number | null, high: number | null, level: number | null, method: IntervalMethod } | null, change: { baseline: { formatted: string, periodLabel: string } | null }, besideParent: { printed: string | null, baseline: { formatted: string, region: { name: string } } | null }, breakdown?: Array<{ key: string, label: string, value: number | null, formatted: string, share: number | null }> }, series: Array<{ period: string, periodLabel: string, periodEnd: string, value: number | null, formatted: string, absence: Absence | null, absenceReason: string | null, coverage: { share: number | null }, interval: { low: number | null, high: number | null } | null }>, earlier: Array<{ period: string, periodLabel: string, periodEnd: string, value: number | null, formatted: string, absence: Absence | null, absenceReason: string | null, coverage: { share: number | null }, interval: { low: number | null, high: number | null } | null }> } | null };

export type PointFragment = { period: string, periodLabel: string, periodEnd: string, value: number | null, formatted: string, absence: Absence | null, absenceReason: string | null, coverage: { share: number | null }, interval: { low: number | null, high: number | null } | null };

export type HeatTableQueryVariables = Exact<{
  region: string | number;
  indicators: Array<string | number> | string | number;
  period: string;
}>;


export type HeatTableQuery = { indicatorTable: { indicators: Array<{ code: string, name: string, direction: Direction }>, rows: Array<{ region: { code: string, name: string }, values: Array<{ formatted: string, absence: Absence | null, absenceReason: string | null, rank: { position: number | null, of: number | null } | null, change: { verdict: Verdict } }> }> } };

export type MissingQueryVariables = Exact<{
  region: string | number;
  code: string | number;
  period: string;
  asOf?: string | null | undefined;
}>;


export type MissingQuery = { region: { indicator: { coverage: { expected: number, reported: number }, explanation: { missing: { count: number, places: Array<{ month: string, dataset: string, region: { code: string, name: string } | null }> } } } } | null };

export type NewestQueryVariables = Exact<{
  region: string | number;
  codes: Array<string | number> | string | number;
  asOf?: string | null | undefined;
}>;


export type NewestQuery = { indicatorTable: { periods: Array<string> } };

export type OverviewQueryVariables = Exact<{
  region: string | number;
  codes: Array<string | number> | string | number;
  period: string;
}>;


export type OverviewQuery = { region: { fullName: string, level: RegionLevel, kind: RegionKind, indicators: Array<{ formatted: string, basis: Basis, sentence: string, indicator: { code: string, name: string, direction: Direction, unit: { symbol: string } }, coverage: { expected: number, reported: number, share: number | null }, change: { printed: string | null, verdict: Verdict, cautions: Array<Caution> } }> } | null };

export type RankingQueryVariables = Exact<{
  city: string | number;
  code: string | number;
  period: string;
}>;


export type RankingQuery = { indicatorTable: { periods: Array<string>, rows: Array<{ region: { code: string, name: string, kind: RegionKind }, values: Array<{ formatted: string, absence: Absence | null, absenceReason: string | null, interval: { low: number | null, high: number | null, level: number | null } | null, rank: { position: number | null, of: number | null, tied: number, excludedCount: number, previousPosition: number | null, movement: number | null, indistinguishable: { from: number, to: number } | null } | null }> }> } };

export type RecordsQueryVariables = Exact<{
  region: string | number;
  filter?: MediationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type RecordsQuery = { mediations: { totalCount: number, nodes: Array<{ serial: string | null, acceptedOn: string | null, closedOn: string | null, amount: number | null, outcome: { code: string, label: string } | null, type: { label: string } | null, region: { fullName: string }, origin: { fileName: string | null, sheet: string | null, row: number, import: { number: number, committedAt: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RegionViewQueryVariables = Exact<{
  region: string | number;
  codes: Array<string | number> | string | number;
  period: string;
  courses: Array<string> | string;
  asOf?: string | null | undefined;
  locale: Locale;
}>;


export type RegionViewQuery = { region: { code: string, name: string, fullName: string, level: RegionLevel, kind: RegionKind, ancestors: Array<{ code: string, name: string, level: RegionLevel }> } | null, indicatorTable: { periods: Array<string>, data: { version: number, asOf: string }, rows: Array<{ region: { code: string, name: string, shortName: string, level: RegionLevel, kind: RegionKind }, values: Array<{ value: number | null, formatted: string, absence: Absence | null, absenceReason: string | null, basis: Basis, periodLabel: string, periodEnd: string, coverage: { expected: number, reported: number, share: number | null }, change: { printed: string | null, direction: ChangeDirection | null, verdict: Verdict, cautions: Array<Caution> }, rank: { position: number | null, of: number | null, tied: number, movement: number | null, scopeName: string, indistinguishable: { from: number, to: number } | null } | null }> }> }, courses: { rows: Array<{ period: string, values: Array<{ value: number | null, formatted: string }> }> } };

export type CellFragment = { value: number | null, formatted: string, absence: Absence | null, absenceReason: string | null, basis: Basis, periodLabel: string, periodEnd: string, coverage: { expected: number, reported: number, share: number | null }, change: { printed: string | null, direction: ChangeDirection | null, verdict: Verdict, cautions: Array<Caution> }, rank: { position: number | null, of: number | null, tied: number, movement: number | null, scopeName: string, indistinguishable: { from: number, to: number } | null } | null };

export type ScorecardCoursesQueryVariables = Exact<{
  region: string | number;
  codes: Array<string | number> | string | number;
  periods: Array<string> | string;
  asOf?: string | null | undefined;
  locale: Locale;
}>;


export type ScorecardCoursesQuery = { indicatorTable: { rows: Array<{ period: string, values: Array<{ periodLabel: string, value: number | null, formatted: string }> }> } };

export type ScorecardQueryVariables = Exact<{
  region: string | number;
  codes: Array<string | number> | string | number;
  period: string;
  asOf?: string | null | undefined;
  locale: Locale;
}>;


export type ScorecardQuery = { region: { code: string, name: string, fullName: string, indicators: Array<{ periodLabel: string, value: number | null, formatted: string, absence: Absence | null, absenceReason: string | null, basis: Basis, sentence: string, indicator: { code: string, name: string, theme: Theme, themeName: string, kind: IndicatorKind, direction: Direction, unit: { symbol: string } }, coverage: { expected: number, reported: number }, change: { printed: string | null, verdict: Verdict, cautions: Array<Caution> }, rank: { position: number | null, of: number | null, scopeName: string } | null, reported: Array<{ printed: string, comparison: string, quote: string | null, reconciliation: Reconciliation, unit: { symbol: string } | null, source: { title: string, publisher: string | null, publishedOn: string | null } | null }> }> } | null, indicatorTable: { periods: Array<string>, data: { version: number, asOf: string }, rows: Array<{ region: { code: string, name: string }, values: Array<{ value: number | null, formatted: string, absence: Absence | null, absenceReason: string | null, rank: { position: number | null, of: number | null } | null }> }> } };

export type StartQueryVariables = Exact<{
  locale: Locale;
}>;


export type StartQuery = { viewer: { agency: string, scopes: Array<Scope>, disclosure: Disclosure, reach: Array<{ code: string, name: string }> | null }, roots: { nodes: Array<{ code: string, name: string }> }, cities: { nodes: Array<{ code: string }> }, indicators: Array<{ code: string, name: string, theme: Theme, themeName: string, kind: IndicatorKind, direction: Direction, decimals: number, breakdowns: Array<string>, unit: { symbol: string } }> };

export type TableQueryVariables = Exact<{
  indicators: Array<string | number> | string | number;
  regions: RegionSelection;
  periods: Array<string> | string;
}>;


export type TableQuery = { indicatorTable: { periods: Array<string>, indicators: Array<{ code: string, name: string, unit: { symbol: string } }>, rows: Array<{ period: string, region: { code: string, name: string }, values: Array<{ value: number | null, formatted: string, absence: Absence | null }> }>, data: { version: number, asOf: string } } };

export type TrendQueryVariables = Exact<{
  region: string | number;
  code: string | number;
  from: string;
  to: string;
  by: PeriodKind;
}>;


export type TrendQuery = { region: { name: string, series: Array<{ period: string, periodLabel: string, value: number | null, absence: Absence | null, monthOnMonth: { printed: string | null, cautions: Array<Caution> }, yearOnYear: { printed: string | null, cautions: Array<Caution> } }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const PointFragmentDoc = new TypedDocumentString(`
    fragment Point on IndicatorValue {
  period
  periodLabel(locale: $locale)
  periodEnd
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  coverage {
    share
  }
  interval {
    low
    high
  }
}
    `, {"fragmentName":"Point"}) as unknown as TypedDocumentString<PointFragment, unknown>;
export const CellFragmentDoc = new TypedDocumentString(`
    fragment Cell on IndicatorValue {
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  basis
  periodLabel(locale: $locale)
  periodEnd
  coverage {
    expected
    reported
    share
  }
  change {
    printed(locale: $locale)
    direction
    verdict
    cautions
  }
  rank(within: PARENT) {
    position
    of
    tied
    movement
    scopeName
    indistinguishable {
      from
      to
    }
  }
}
    `, {"fragmentName":"Cell"}) as unknown as TypedDocumentString<CellFragment, unknown>;
export const BeginningDocument = new TypedDocumentString(`
    query Beginning($regions: [ID!]!, $periods: [Period!]!, $codes: [ID!]!, $asOf: DateTime) {
  indicatorTable(
    indicators: $codes
    regions: { codes: $regions }
    periods: $periods
    asOf: $asOf
  ) {
    rows {
      period
      region {
        code
      }
      values {
        absence
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BeginningQuery, BeginningQueryVariables>;
export const BreakdownDocument = new TypedDocumentString(`
    query Breakdown($region: ID!, $code: ID!, $period: Period!, $by: ID!) {
  region(code: $region) {
    name
    indicator(code: $code, period: $period) {
      formatted
      breakdown(by: $by) {
        key
        label
        value
        share
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BreakdownQuery, BreakdownQueryVariables>;
export const CatalogueDocument = new TypedDocumentString(`
    query Catalogue($theme: Theme) {
  indicators(theme: $theme) {
    code
    name
    nameEn: name(locale: EN)
    kind
    direction
    decimals
    unit {
      code
      symbol
    }
    definition
    breakdowns
  }
}
    `) as unknown as TypedDocumentString<CatalogueQuery, CatalogueQueryVariables>;
export const ChangesSinceDocument = new TypedDocumentString(`
    query ChangesSince($within: ID!, $indicators: [ID!]!, $after: ID!, $first: Int) {
  changes(within: $within, indicators: $indicators, after: $after, first: $first) {
    cursor
    version
    import {
      number
      dataset
      fileName
      committedAt
    }
    values {
      indicator {
        code
        name
      }
      region {
        code
        name
      }
      period
      before {
        formatted
        absence
      }
      after {
        formatted
        absence
      }
    }
    omitted
  }
}
    `) as unknown as TypedDocumentString<ChangesSinceQuery, ChangesSinceQueryVariables>;
export const DataChangedDocument = new TypedDocumentString(`
    subscription DataChanged($within: ID!, $indicators: [ID!]!, $after: ID) {
  dataChanged(within: $within, indicators: $indicators, after: $after) {
    cursor
    version
    import {
      number
      fileName
    }
    values {
      indicator {
        code
      }
      region {
        code
      }
      period
      before {
        formatted
      }
      after {
        formatted
      }
    }
    omitted
  }
}
    `) as unknown as TypedDocumentString<DataChangedSubscription, DataChangedSubscriptionVariables>;
export const DrillDownDocument = new TypedDocumentString(`
    query DrillDown($city: ID!, $codes: [ID!]!, $period: Period!) {
  region(code: $city) {
    name
    children {
      code
      name
      indicators(codes: $codes, period: $period) {
        indicator {
          code
          name
        }
        value
        formatted
        absence
        change(against: YEAR_ON_YEAR) {
          absolute
          relative
          printed
          verdict
          cautions
        }
        rank(within: CITY) {
          position
          of
          movement
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DrillDownQuery, DrillDownQueryVariables>;
export const ExplanationDocument = new TypedDocumentString(`
    query Explanation($region: ID!, $code: ID!, $period: Period!, $asOf: DateTime, $locale: Locale! = ZH) {
  region(code: $region, asOf: $asOf) {
    name
    fullName
    indicator(code: $code, period: $period) {
      indicator {
        name(locale: $locale)
      }
      periodLabel(locale: $locale)
      formatted(locale: $locale)
      absenceReason(locale: $locale)
      exact
      numerator
      denominator
      basis
      definition
      explanation {
        definition(locale: $locale)
        formula(locale: $locale)
        parts {
          role
          measure
          label(locale: $locale)
          value
        }
        contributions {
          measure
          delta
          rows
          import {
            number
            dataset
            fileName
            committedAt
            synthetic
            source {
              title
              publishedOn
            }
          }
        }
        missing {
          count
          places {
            month
            dataset
            region {
              name
            }
          }
        }
        notes(locale: $locale)
      }
      reported {
        period
        comparison
        printed
        value
        low
        high
        unit {
          symbol(locale: $locale)
        }
        qualifier
        reconciliation
        quote
        source {
          title
          publisher
          publishedOn
        }
      }
      sentence(locale: $locale)
      sentenceEn: sentence(locale: EN)
    }
  }
}
    `) as unknown as TypedDocumentString<ExplanationQuery, ExplanationQueryVariables>;
export const FindRegionsDocument = new TypedDocumentString(`
    query FindRegions($search: String!) {
  regions(search: $search, first: 12) {
    totalCount
    nodes {
      code
      name
      fullName
      level
    }
  }
}
    `) as unknown as TypedDocumentString<FindRegionsQuery, FindRegionsQueryVariables>;
export const FocusViewDocument = new TypedDocumentString(`
    query FocusView($region: ID!, $code: ID!, $period: Period!, $asOf: DateTime, $locale: Locale!, $from: Period!, $to: Period!, $by: PeriodKind!, $earlierFrom: Period!, $earlierTo: Period!, $breakdown: ID!, $withBreakdown: Boolean!) {
  region(code: $region, asOf: $asOf) {
    indicator(code: $code, period: $period) {
      formatted(locale: $locale)
      sentence(locale: $locale)
      notes(locale: $locale)
      target {
        printed(locale: $locale)
        outcome
        reason(locale: $locale)
        inherited
        regionName
      }
      interval {
        low
        high
        level
        method
      }
      change {
        baseline {
          formatted(locale: $locale)
          periodLabel(locale: $locale)
        }
      }
      besideParent: change(against: PARENT) {
        printed(locale: $locale)
        baseline {
          formatted(locale: $locale)
          region {
            name
          }
        }
      }
      breakdown(by: $breakdown) @include(if: $withBreakdown) {
        key
        label(locale: $locale)
        value
        formatted(locale: $locale)
        share
      }
    }
    series(code: $code, from: $from, to: $to, by: $by) {
      ...Point
    }
    earlier: series(code: $code, from: $earlierFrom, to: $earlierTo, by: $by) {
      ...Point
    }
  }
}
    fragment Point on IndicatorValue {
  period
  periodLabel(locale: $locale)
  periodEnd
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  coverage {
    share
  }
  interval {
    low
    high
  }
}`) as unknown as TypedDocumentString<FocusViewQuery, FocusViewQueryVariables>;
export const HeatTableDocument = new TypedDocumentString(`
    query HeatTable($region: ID!, $indicators: [ID!]!, $period: Period!) {
  indicatorTable(
    indicators: $indicators
    regions: { within: $region }
    periods: [$period]
  ) {
    indicators {
      code
      name
      direction
    }
    rows {
      region {
        code
        name
      }
      values {
        formatted
        absence
        absenceReason
        rank(within: PARENT) {
          position
          of
        }
        change {
          verdict
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HeatTableQuery, HeatTableQueryVariables>;
export const MissingDocument = new TypedDocumentString(`
    query Missing($region: ID!, $code: ID!, $period: Period!, $asOf: DateTime) {
  region(code: $region, asOf: $asOf) {
    indicator(code: $code, period: $period) {
      coverage {
        expected
        reported
      }
      explanation {
        missing {
          count
          places {
            month
            dataset
            region {
              code
              name
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MissingQuery, MissingQueryVariables>;
export const NewestDocument = new TypedDocumentString(`
    query Newest($region: ID!, $codes: [ID!]!, $asOf: DateTime) {
  indicatorTable(
    indicators: $codes
    regions: { codes: [$region] }
    periods: ["LATEST"]
    asOf: $asOf
  ) {
    periods
  }
}
    `) as unknown as TypedDocumentString<NewestQuery, NewestQueryVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview($region: ID!, $codes: [ID!]!, $period: Period!) {
  region(code: $region) {
    fullName
    level
    kind
    indicators(codes: $codes, period: $period) {
      indicator {
        code
        name
        direction
        unit {
          symbol
        }
      }
      formatted
      basis
      coverage {
        expected
        reported
        share
      }
      change {
        printed
        verdict
        cautions
      }
      sentence
    }
  }
}
    `) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const RankingDocument = new TypedDocumentString(`
    query Ranking($city: ID!, $code: ID!, $period: Period!) {
  indicatorTable(
    indicators: [$code]
    regions: { within: $city, level: COUNTY }
    periods: [$period]
  ) {
    periods
    rows {
      region {
        code
        name
        kind
      }
      values {
        formatted
        absence
        absenceReason
        interval {
          low
          high
          level
        }
        rank(within: CITY) {
          position
          of
          tied
          excludedCount
          previousPosition
          movement
          indistinguishable {
            from
            to
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RankingQuery, RankingQueryVariables>;
export const RecordsDocument = new TypedDocumentString(`
    query Records($region: ID!, $filter: MediationFilter, $first: Int!, $after: String) {
  mediations(within: $region, filter: $filter, first: $first, after: $after) {
    totalCount
    nodes {
      serial
      acceptedOn
      closedOn
      outcome {
        code
        label
      }
      type {
        label
      }
      amount
      region {
        fullName
      }
      origin {
        fileName
        sheet
        row
        import {
          number
          committedAt
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<RecordsQuery, RecordsQueryVariables>;
export const RegionViewDocument = new TypedDocumentString(`
    query RegionView($region: ID!, $codes: [ID!]!, $period: Period!, $courses: [Period!]!, $asOf: DateTime, $locale: Locale!) {
  region(code: $region, asOf: $asOf) {
    code
    name
    fullName
    level
    kind
    ancestors {
      code
      name
      level
    }
  }
  indicatorTable(
    indicators: $codes
    regions: { within: $region, includeSelf: true }
    periods: [$period]
    asOf: $asOf
  ) {
    periods
    data {
      version
      asOf
    }
    rows {
      region {
        code
        name
        shortName
        level
        kind
      }
      values {
        ...Cell
      }
    }
  }
  courses: indicatorTable(
    indicators: $codes
    regions: { codes: [$region] }
    periods: $courses
    asOf: $asOf
  ) {
    rows {
      period
      values {
        value
        formatted(locale: $locale)
      }
    }
  }
}
    fragment Cell on IndicatorValue {
  value
  formatted(locale: $locale)
  absence
  absenceReason(locale: $locale)
  basis
  periodLabel(locale: $locale)
  periodEnd
  coverage {
    expected
    reported
    share
  }
  change {
    printed(locale: $locale)
    direction
    verdict
    cautions
  }
  rank(within: PARENT) {
    position
    of
    tied
    movement
    scopeName
    indistinguishable {
      from
      to
    }
  }
}`) as unknown as TypedDocumentString<RegionViewQuery, RegionViewQueryVariables>;
export const ScorecardCoursesDocument = new TypedDocumentString(`
    query ScorecardCourses($region: ID!, $codes: [ID!]!, $periods: [Period!]!, $asOf: DateTime, $locale: Locale!) {
  indicatorTable(
    indicators: $codes
    regions: { codes: [$region] }
    periods: $periods
    asOf: $asOf
  ) {
    rows {
      period
      values {
        periodLabel(locale: $locale)
        value
        formatted(locale: $locale)
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ScorecardCoursesQuery, ScorecardCoursesQueryVariables>;
export const ScorecardDocument = new TypedDocumentString(`
    query Scorecard($region: ID!, $codes: [ID!]!, $period: Period!, $asOf: DateTime, $locale: Locale!) {
  region(code: $region, asOf: $asOf) {
    code
    name
    fullName
    indicators(codes: $codes, period: $period) {
      indicator {
        code
        name(locale: $locale)
        theme
        themeName(locale: $locale)
        kind
        direction
        unit {
          symbol(locale: $locale)
        }
      }
      periodLabel(locale: $locale)
      value
      formatted(locale: $locale)
      absence
      absenceReason(locale: $locale)
      basis
      coverage {
        expected
        reported
      }
      change {
        printed(locale: $locale)
        verdict
        cautions
      }
      rank(within: PARENT) {
        position
        of
        scopeName
      }
      reported {
        printed
        comparison
        quote
        reconciliation
        unit {
          symbol(locale: $locale)
        }
        source {
          title
          publisher
          publishedOn
        }
      }
      sentence(locale: $locale)
    }
  }
  indicatorTable(
    indicators: $codes
    regions: { within: $region, includeSelf: true }
    periods: [$period]
    asOf: $asOf
  ) {
    periods
    data {
      version
      asOf
    }
    rows {
      region {
        code
        name
      }
      values {
        value
        formatted(locale: $locale)
        absence
        absenceReason(locale: $locale)
        rank(within: PARENT) {
          position
          of
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ScorecardQuery, ScorecardQueryVariables>;
export const StartDocument = new TypedDocumentString(`
    query Start($locale: Locale!) {
  viewer {
    agency
    scopes
    disclosure
    reach {
      code
      name
    }
  }
  roots: regions(level: PROVINCE, first: 40) {
    nodes {
      code
      name
    }
  }
  cities: regions(level: CITY, first: 60) {
    nodes {
      code
    }
  }
  indicators {
    code
    name(locale: $locale)
    theme
    themeName(locale: $locale)
    kind
    direction
    decimals
    unit {
      symbol(locale: $locale)
    }
    breakdowns
  }
}
    `) as unknown as TypedDocumentString<StartQuery, StartQueryVariables>;
export const TableDocument = new TypedDocumentString(`
    query Table($indicators: [ID!]!, $regions: RegionSelection!, $periods: [Period!]!) {
  indicatorTable(indicators: $indicators, regions: $regions, periods: $periods) {
    indicators {
      code
      name
      unit {
        symbol
      }
    }
    periods
    rows {
      region {
        code
        name
      }
      period
      values {
        value
        formatted
        absence
      }
    }
    data {
      version
      asOf
    }
  }
}
    `) as unknown as TypedDocumentString<TableQuery, TableQueryVariables>;
export const TrendDocument = new TypedDocumentString(`
    query Trend($region: ID!, $code: ID!, $from: Period!, $to: Period!, $by: PeriodKind!) {
  region(code: $region) {
    name
    series(code: $code, from: $from, to: $to, by: $by) {
      period
      periodLabel
      value
      absence
      monthOnMonth: change(against: PREVIOUS_PERIOD) {
        printed
        cautions
      }
      yearOnYear: change(against: YEAR_ON_YEAR) {
        printed
        cautions
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;