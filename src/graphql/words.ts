import { SCOPES } from '../access/viewer.ts';
import type { Theme } from '../indicators/indicator.ts';
import type { Builder } from './builder.ts';

type Descriptions<Value extends string> = Readonly<Record<Value, string>>;

/** Every closed list of words of the schema. Their values are what the domain calls them, in upper case. */
export function defineWords(builder: Builder, themes: readonly Theme[]) {
  const words = <const Value extends string>(name: string, description: string, values: Descriptions<Value>) =>
    builder.enumType(name, {
      description,
      values: enumValues(values),
    });

  return {
    locale: words('Locale', 'Language of words and sentences.', { zh: 'Chinese.', en: 'English.' }),
    theme: words(
      'Theme',
      'A chapter of the catalogue.',
      Object.fromEntries(themes.map(({ code, name }) => [code, `${name.zh}: ${name.en}.`])),
    ),
    regionLevel: words('RegionLevel', 'How far down the tree a region stands.', {
      province: '省级: province.',
      city: '地级: prefecture city.',
      county: '县级: county, district, county-level city, or a functional zone of that rank.',
      township: '乡级: town, township or street.',
      village: '村级: village or community.',
      grid: '网格: part of a village that a grid worker looks after.',
    }),
    regionKind: words('RegionKind', 'Whether the state or an administration made the region.', {
      statutory: 'A division of the state with a statistical code.',
      functional_zone: 'A zone with a code of its own, made of townships, e.g. 泉州台商投资区.',
    }),
    periodKind: words('PeriodKind', 'The kinds of period.', {
      year: 'A calendar year, `2021`.',
      half: 'Half a year, `2021-H2`.',
      quarter: 'A quarter, `2021-Q1`.',
      month: 'A month, `2021-03`.',
      week: 'An ISO week from Monday, `2021-W10`.',
      day: 'A day, `2021-03-08`.',
      range: 'From one period to another, both included, `2021-01/2021-05`.',
      instant: 'What held at a date, `as-of 2022-03-09`.',
    }),
    indicatorKind: words('IndicatorKind', 'Decides lawful roll-up, interval, unit of change and bounds.', {
      count: 'Events or amounts; adds up over regions and time.',
      stock: 'What holds on the last day of the period; adds up over regions only.',
      ratio: 'Sum over sum, by different days; may pass 100 %.',
      proportion: 'k of n; cannot pass 100 %, has a confidence interval.',
      rate_per_population: 'Sum over the resident population.',
      survey_rate: 'Share of answers to a question; rolled up by its answers only.',
      mean: 'Quotient of two unlike sums.',
      median: 'The middle of how long things took; of all records, never rolled up.',
      share: "Each word's part of a measure.",
      index: 'An index as published; never rolled up.',
      score: 'A score as published; never rolled up.',
    }),
    direction: words('Direction', 'Which way is better.', {
      higher: 'More is better.',
      lower: 'Less is better.',
      none: 'Neither is better; changes are not judged.',
    }),
    scope: words(
      'Scope',
      'What a key may do.',
      Object.fromEntries(SCOPES.map((scope) => [scope, `The right \`${scope}\`.`])),
    ),
    disclosure: words('Disclosure', 'How exactly sensitive counts are shown to a key.', {
      exact: 'As they are.',
      restricted: 'Counts below 8 are withheld, all others rounded to the nearest 5; the rest is made from these.',
    }),
    absence: words('Absence', 'Why there is no value. Missing is never zero.', {
      NOT_REPORTED: 'Nothing was reported for the region and period.',
      INCOMPLETE: 'Too few of the expected township-months have reported.',
      ZERO_DENOMINATOR: 'The denominator is zero.',
      WITHHELD: 'Withheld to protect the people counted.',
      OUT_OF_REACH: 'The region lies outside the reach of the key.',
      NOT_APPLICABLE: 'The indicator has no meaning for such a region or period.',
      NOT_YET: 'The period has not begun.',
    }),
    basis: words('Basis', 'Where a value comes from.', {
      COUNTED: 'Counted from records.',
      REPORTED: 'As a unit reported or a source printed it.',
    }),
    baseline: words('Baseline', 'What a value is compared with.', {
      YEAR_ON_YEAR: '同比: the same period of the year before.',
      PREVIOUS_PERIOD: '环比: the period directly before.',
      PERIOD: 'The period given in the argument `period`.',
      PARENT: 'The parent region in the same period.',
    }),
    rankScope: words('RankScope', 'Within which ancestor a region is ranked among regions of its level.', {
      PARENT: 'Within the parent region.',
      COUNTY: 'Within the county.',
      CITY: 'Within the city, 全市.',
      PROVINCE: 'Within the province, 全省.',
    }),
    changeDirection: words('ChangeDirection', 'Which way a value moved.', {
      up: 'It rose.',
      down: 'It fell.',
      same: 'It is the same.',
    }),
    verdict: words('Verdict', 'Whether a change is for the better, by the direction of the indicator.', {
      better: 'For the better.',
      worse: 'For the worse.',
      same: 'No change.',
      not_judged: 'Neither way is better for this indicator, or there is no change to judge.',
    }),
    caution: words('Caution', 'What to mind when reading a change.', {
      SMALL_BASE: 'The baseline is small: a change in percent says little.',
      PARTIAL_PERIOD: 'The period has not ended; the baseline has.',
      COVERAGE_DIFFERS: 'The two periods were reported to different degrees.',
      DEFINITION_CHANGED: 'The two values were made under different definitions or survey instruments.',
      REGION_CHANGED: 'The region was redrawn in between; sums of records are made on one tree for both sides.',
      BASIS_DIFFERS: 'One of the two was counted, the other reported.',
      NO_BASELINE: 'There is no value to compare with.',
      DERIVED_FROM_REPORTED_CHANGE:
        'The baseline was worked back from a printed change, or only the change was printed.',
    }),
    section: words('AssessmentSection', 'How an item of a scheme counts.', {
      base: '基础分: points that every unit begins with.',
      score: '计分: points up to a weight.',
      deduction: '扣分: points taken off.',
      bonus: '加分: points added.',
      veto: '一票否决: points taken off, and the unit counts as vetoed.',
    }),
    targetKind: words('TargetKind', 'What a target asks of a value.', {
      at_least: 'No less than a value.',
      at_most: 'No more than a value.',
      range: 'Between two values, both included.',
      last_year: 'No worse than the same period of the year before.',
    }),
    outcome: words('Outcome', 'Whether a target was reached.', {
      met: 'Reached.',
      missed: 'Not reached.',
      not_judged: 'It cannot be said, or not yet: see `reason`.',
    }),
    incomparability: words('IncomparabilityCode', 'Why two values should not be held against each other.', {
      NO_VALUE: 'One of the two has no value.',
      DEFINITION_CHANGED: 'They were made under different versions of the definition.',
      INSTRUMENT_CHANGED: 'They were asked with different survey instruments.',
      REGION_CHANGED: 'What was reported of the region is of different areas: it was redrawn in between.',
      COVERAGE_DIFFERS: 'They were reported to different degrees.',
    }),
    reconciliation: words('Reconciliation', 'How a printed figure agrees with the computed value.', {
      REPRODUCES: 'The computed value prints the same.',
      WITHIN_ROUNDING: 'The rounding of the printed parts allows it.',
      CONSISTENT: 'It keeps a printed bound.',
      CONFLICTS: 'It cannot be true of the computed value.',
      NOT_CHECKABLE: 'There is nothing to check it against.',
    }),
  };
}

export type Words = ReturnType<typeof defineWords>;

/** `rate_per_population` and `indicators:read` become RATE_PER_POPULATION and INDICATORS_READ. */
function enumValues<Value extends string>(values: Descriptions<Value>) {
  const entries = Object.entries<string>(values).map(([value, description]) => [
    value.toUpperCase().replace(/\W/g, '_'),
    { value, description },
  ]);
  // Each entry keeps its word as `value`; fromEntries forgets which.
  return Object.fromEntries(entries) as Record<string, { readonly value: Value; readonly description: string }>;
}
