import { parse, print } from 'graphql';
import { snake } from '../datasets/dataset.ts';
import type { Indicator, Theme } from '../indicators/indicator.ts';
import { termsOf } from '../indicators/terms.ts';
import { inLocale, type Locale } from '../kernel/label.ts';
import { unitOf } from '../kernel/unit.ts';
import type { Docs } from './docs.ts';
import { findMeasure, formulaText, sourceLines } from './formula-text.ts';
import { blocks, code, table } from './markdown.ts';
import { DIRECTIONS, KINDS } from './words.ts';

/** The chapter of a theme: every indicator of it. */
export function themePage(docs: Docs, theme: Theme, locale: Locale): string {
  const indicators = Object.values(theme.indicators);
  return blocks(
    `# ${inLocale(theme.name, locale)}`,
    indicators.map(({ code: one, name }) => `- [${inLocale(name, locale)}](#${slug(one)})`).join('\n'),
    ...indicators.map((indicator) => indicatorSection(docs, indicator, locale)),
  );
}

/** As GitHub and the server make the anchor of a heading of one code. */
export const slug = (text: string): string => text.replaceAll('.', '').toLowerCase();

function indicatorSection(docs: Docs, indicator: Indicator, locale: Locale): string {
  const { name, definition, note, formula } = indicator;
  return [
    `## ${code(indicator.code)}`,
    `**${inLocale(name, locale)}** ${inLocale(name, locale === 'zh' ? 'en' : 'zh')}`,
    inLocale(definition, locale),
    note === null ? '' : `> ${inLocale(note, locale)}`,
    table(['', ''], factsOf(docs, indicator, locale)),
    sourceLines(docs, formula, locale).join('\n'),
    versionsOf(indicator, locale),
    `\`\`\`graphql\n${exampleOf(docs, indicator)}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function factsOf(docs: Docs, indicator: Indicator, locale: Locale): readonly (readonly string[])[] {
  const zh = locale === 'zh';
  const { kind, unit, decimals, direction, aliases, formula, minimumCoverage, version } = indicator;
  const counted = termsOf(formula).length > 0;
  const by = docs.breakdowns(indicator);
  const facts: readonly (readonly [string, string, string])[] = [
    ['公式', 'Formula', formulaText(formula, locale)],
    ['类型', 'Kind', inLocale(KINDS[kind], locale)],
    [
      '单位与小数',
      'Unit and decimals',
      `${inLocale(unitOf(unit).label, locale)} ${inLocale(unitOf(unit).symbol, locale)} · ${decimals}`,
    ],
    ['优劣', 'Better', inLocale(DIRECTIONS[direction], locale)],
    ['周期与级别', 'Periods and levels', reachOf(docs, indicator, locale)],
    ['分项', 'Breakdowns', by.length === 0 ? '—' : by.map(code).join(zh ? '、' : ', ')],
    ['覆盖率门槛', 'Least coverage', counted ? `${minimumCoverage * 100} %` : '—'],
    ['其他名称', 'Other names', aliases.length === 0 ? '—' : aliases.join(zh ? '、' : ', ')],
    ['现行版本', 'Version', version],
  ];
  return facts.map(([zhName, enName, fact]) => [zh ? zhName : enName, fact]);
}

/** Where the indicator has values at all. */
function reachOf(docs: Docs, { formula, kind }: Indicator, locale: Locale): string {
  const zh = locale === 'zh';
  const measures = termsOf(formula).map((term) => findMeasure(docs, term));
  const byYear = measures.some(
    ({ dataset, measure }) =>
      measure.kind === 'flow' && measure.on.some((column) => dataset.columns[column]?.kind === 'year'),
  );
  const flows = measures.some(({ measure }) => measure.kind !== 'stock');
  if (formula.kind === 'reported')
    return zh ? '按公布的地区和周期' : 'as printed: the regions and periods of the figures';
  if (kind === 'survey_rate')
    return zh ? '按测评批次（半年、季度或年）；省至村' : 'by round: half-years, quarters or years; province to village';
  if (byYear) return zh ? '只按考评年度（整年）；省至村' : 'single whole years; province to village';
  if (!flows) return zh ? '任意周期的期末，或某日；省至村' : 'the end of any period, or a day; province to village';
  return zh ? '任意周期；省至村' : 'any period; province to village';
}

function versionsOf({ versions }: Indicator, locale: Locale): string {
  const zh = locale === 'zh';
  const plain = versions.length === 1 && versions[0]?.from === null && versions[0].area === null;
  if (plain) return '';
  return table(
    zh ? ['版本', '起', '止', '地区', '含义', '依据'] : ['Version', 'From', 'To', 'Area', 'Meaning', 'Basis'],
    versions.map(({ code: one, from, to, area, note, basis }) => [
      one,
      from ?? '',
      to ?? '',
      area === null ? '' : inLocale(area.name, locale),
      inLocale(note, locale),
      basis === null ? '' : inLocale(basis, locale),
    ]),
  );
}

/** An operation that a reader can paste. */
export function exampleOf(docs: Docs, indicator: Indicator): string {
  const [by] = docs.breakdowns(indicator);
  const slices = by === undefined ? '' : ` breakdown(by: "${snake(by)}") { label value }`;
  const period = indicator.kind === 'survey_rate' ? '2022-H2' : '2021';
  const value = `formatted absence basis change(against: YEAR_ON_YEAR) { printed verdict }${slices} sentence`;
  const query = `{ region(code: "350599000000") { indicator(code: "${indicator.code}", period: "${period}") { ${value} } } }`;
  return print(parse(query));
}
