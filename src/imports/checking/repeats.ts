import type { Repeats } from '../reading/merge-rows.ts';
import type { IssueLog } from '../rows/issue-log.ts';

/** Warns of rows whose key stood in the file before. */
export function logRepeats(log: IssueLog, repeats: readonly Repeats[]): void {
  for (const { identical, count, first } of repeats) {
    for (const [at, { sheet, row, ofSheet, ofRow }] of first.entries()) {
      const [zh, en] = ofSheet === sheet ? ['', ''] : [`工作表“${ofSheet}”`, ` of sheet ${ofSheet}`];
      const message = identical
        ? { zh: `与${zh}第${ofRow}行重复，内容相同，只记一次`, en: `repeats row ${ofRow}${en}; counted once` }
        : {
            zh: `与${zh}第${ofRow}行编号相同而内容不同，以后者为准`,
            en: `has the key of row ${ofRow}${en} but says otherwise; the last row counts`,
          };
      const code = identical ? 'duplicate_identical' : 'duplicate_conflict';
      const nothing = { line: null, column: null, field: null, found: null, expected: null, candidates: [] } as const;
      const times = at + 1 === first.length ? count - at : 1;
      log.add({ severity: 'warning', code, sheet, row, message, ...nothing }, times);
    }
  }
}
