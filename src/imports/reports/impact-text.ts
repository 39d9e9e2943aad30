import { inLocale, type Locale } from '../../kernel/label.ts';
import type { ImpactReport } from './impact-report.ts';
import { alignColumns } from './text-width.ts';

const SHOWN = 12;
const SHOWN_COVERAGE = 4;

/** What an import changes in what is answered, for a terminal; the largest first. */
export function impactLines(impact: ImpactReport, locale: Locale): readonly string[] {
  const { values, coverage, compared, left } = impact;
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  if (values.length + coverage.length === 0) {
    return left > 0 ? [] : ['', say('影响  没有指标值变化', 'impact  no value of an indicator changes')];
  }
  const more = (total: number, shown: number): readonly string[] =>
    total > shown ? [say(`  …… 共${total}项，--json 列出全部`, `  … ${total} in all: --json`)] : [];
  const rows = values
    .slice(0, SHOWN)
    .map((one) => [
      `  ${one.region.name}`,
      one.period,
      inLocale(one.name, locale),
      `${inLocale(one.before.formatted, locale)} → ${inLocale(one.after.formatted, locale)}`,
      rankText(one.before.rank, one.after.rank, say),
    ]);
  const months = coverage
    .slice(0, SHOWN_COVERAGE)
    .map(({ dataset, region, period, before, after }) => [
      `  ${region.name}`,
      period,
      dataset,
      `${before.reported}/${before.expected} → ${after.reported}/${after.expected}`,
    ]);
  return [
    '',
    say(
      `影响  ${values.length} 个指标值（比对 ${compared} 个）`,
      `impact  ${values.length} values of ${compared} compared`,
    ),
    ...alignColumns(rows),
    ...more(values.length, SHOWN),
    ...(months.length === 0 ? [] : [say('已报乡镇·月', 'township-months reported'), ...alignColumns(months)]),
    ...more(coverage.length, SHOWN_COVERAGE),
    ...(left > 0
      ? [say(`  另有 ${left} 项可能变化，未逐一比对`, `  ${left} more may change and were not compared`)]
      : []),
  ];
}

function rankText(before: number | null, after: number | null, say: (zh: string, en: string) => string): string {
  if (before === null && after === null) return '';
  const place = (rank: number | null) => (rank === null ? '—' : say(`第${rank}位`, `no. ${rank}`));
  return before === after ? place(after) : `${place(before)} → ${place(after)}`;
}
