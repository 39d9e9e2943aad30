import type { Dataset } from '../../datasets/dataset.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { type Row, type Rows, textCell } from '../files/cell.ts';
import { headerWords } from './header-words.ts';
import { headerCells, headerWord, matchHeaders, missingColumns } from './headers.ts';
import type { Input } from './table.ts';

const AT_ONCE = 200;

/** Rows made by a program, as input: the names of their columns are the headers. */
export function rowsInput(
  dataset: Dataset,
  name: string,
  columns: readonly string[],
  rows: AsyncIterable<Readonly<Record<string, string>>>,
  given: { readonly region: boolean; readonly source: boolean },
): Input {
  const words = columns.map((column) => headerWord(column, false));
  const match = matchHeaders(headerCells(words, null), headerWords(dataset));
  const missing = missingColumns(dataset, match, given);
  if (missing.length > 0 || match.unknown.length > 0) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      `expected the columns of ${dataset.code}; missing: ${missing.join(', ') || 'none'}; ` +
        `unknown: ${match.unknown.map(({ header }) => header).join(', ') || 'none'}`,
      { missing, unknown: match.unknown },
    );
  }
  return {
    file: { name, sha256: null, kind: 'rows', encoding: null, delimiter: null, evidence: [] },
    tables: [{ name: null, headerRows: [], titleRows: [], match, layout: null, rows: () => numbered(columns, rows) }],
  };
}

async function* numbered(columns: readonly string[], rows: AsyncIterable<Readonly<Record<string, string>>>): Rows {
  let number = 0;
  let some: Row[] = [];
  for await (const row of rows) {
    number += 1;
    some.push({ number, line: number, cells: columns.map((column) => textCell(row[column] ?? '')) });
    if (some.length < AT_ONCE) continue;
    yield some;
    some = [];
  }
  yield some;
}
