import type { FoundCell } from '../reading/row-cells.ts';
import { fault, isFault, type Reading } from '../rows/issue.ts';
import { addNote, addProblem, type RowDraft } from '../rows/row-draft.ts';
import { withoutMarks } from './parse-identifier.ts';

/** Reads a cell that must be filled in where the column is required; null when there is nothing to store. */
export function readCell<Value>(
  draft: RowDraft,
  column: string,
  required: boolean,
  cell: FoundCell | null,
  read: (text: string, cell: FoundCell) => Reading<Value>,
): Value | null {
  const where = { column, header: cell?.header ?? null };
  if (cell === null || cell.text === '') {
    if (required) addProblem(draft, 'error', where, EMPTY.fault, cell?.raw ?? null);
    return null;
  }
  const reading = cell.broken ? BROKEN : read(cell.text, cell);
  const unmarked = isFault(reading) ? withoutMarks(cell.text) : null;
  const again = unmarked === null || unmarked.trim() === '' ? reading : read(unmarked, cell);
  if (!isFault(again)) {
    for (const code of again.notes ?? []) addNote(draft, code, where, cell.text, String(again.value));
    if (again !== reading) addNote(draft, 'text_marks', where, cell.text, String(again.value));
    return again.value;
  }
  addProblem(draft, 'error', where, again.fault, cell.text);
  return null;
}

const EMPTY = fault('missing_required', '必填项为空', 'a required cell is empty');
const BROKEN = fault('error_cell', '单元格是错误值', 'the cell holds an error value of the spreadsheet');
