import { inLocale, type Label, type Locale } from '../../kernel/label.ts';
import { impactLines } from '../reports/impact-text.ts';
import { alignColumns, padStart } from '../reports/text-width.ts';
import type { UndoReport } from './undo-report.ts';

/** The report of an undo for a terminal. */
export function undoText(report: UndoReport, locale: Locale): string {
  const { undone, rows, coverage, cells, outcome, version, seconds } = report;
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  const counts: readonly (readonly [Label, number])[] = [
    [{ zh: '撤去', en: 'taken away' }, rows.removed],
    [{ zh: '恢复原值', en: 'as they were before' }, rows.reverted],
    [{ zh: '重新生效', en: 'back again' }, rows.restored],
    [{ zh: '不再算已报的乡镇·月', en: 'township-months no longer reported' }, coverage.withdrawn],
    [{ zh: '重新算已报的乡镇·月', en: 'township-months reported again' }, coverage.restored],
    [{ zh: '变动的汇总值', en: 'sums changed' }, cells],
  ];
  const width = Math.max(...counts.map(([, count]) => String(count).length));
  const told =
    outcome === 'committed'
      ? say(
          `已撤销，版本 ${version}；要恢复：npm run undo -- ${version} --commit`,
          `undone, version ${version}; to bring it back: npm run undo -- ${version} --commit`,
        )
      : say('试撤销，未保存；加 --commit 保存', 'rehearsed, nothing kept; add --commit to keep it');
  return [
    `${say('撤销导入', 'undo of import')} ${undone.id}  ${describe(report, locale)}`,
    '',
    ...alignColumns(
      counts
        .filter(([, count], at) => at < 2 || count > 0)
        .map(([label, count]) => [inLocale(label, locale), padStart(String(count), width)]),
    ),
    ...(report.impact === null ? [] : impactLines(report.impact, locale)),
    '',
    `${undone.dataset}: ${told} (${seconds.toFixed(1)} s)`,
  ].join('\n');
}

function describe({ undone }: UndoReport, locale: Locale): string {
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  const when = `${new Date(undone.committedAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')}`;
  const parts = [
    undone.dataset,
    ...(undone.fileName === null ? [] : [undone.fileName]),
    ...(undone.kind === 'undo' ? [say(`它撤销了导入 ${undone.root}`, `which undid import ${undone.root}`)] : []),
    when,
  ];
  return parts.join(', ');
}
