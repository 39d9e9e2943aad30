import { addFirst, type IssueLog } from '../rows/issue-log.ts';
import type { Repeats } from '../writing/merge-rows.ts';

/** Warns of rows whose key stood in the file before. */
export function logRepeats(log: IssueLog, repeats: readonly Repeats[]): void {
  for (const { identical, count, first } of repeats) {
    const code = identical ? 'duplicate_identical' : 'duplicate_conflict';
    const issues = first.map(({ sheet, row, ofSheet, ofRow }) => {
      const [zh, en] = ofSheet === sheet ? ['', ''] : [`工作表“${ofSheet}”`, ` of sheet ${ofSheet}`];
      const message = identical
        ? { zh: `与${zh}第${ofRow}行重复，内容相同，只记一次`, en: `repeats row ${ofRow}${en}; counted once` }
        : {
            zh: `与${zh}第${ofRow}行编号相同而内容不同，以后者为准`,
            en: `has the key of row ${ofRow}${en} but says otherwise; the last row counts`,
          };
      return { sheet, row, message };
    });
    addFirst(log, { severity: 'warning', code }, issues, count);
  }
}
