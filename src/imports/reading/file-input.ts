import type { Dataset } from '../../datasets/dataset.ts';
import type { Rows } from './cell.ts';
import { type ChoiceOptions, type ChosenSheet, chooseSheets } from './choose-sheets.ts';
import type { HeaderUnit } from './header-words.ts';
import type { MatchedColumn } from './headers.ts';
import { readFile } from './read-file.ts';
import type { Input, Table } from './table.ts';

/** A file as input. @throws AnlanError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY or FILE_WRONG_DATASET */
export async function fileInput(path: string, options: ChoiceOptions): Promise<Input> {
  const file = await readFile(path);
  const { name, sha256, kind, encoding, delimiter, evidence } = file;
  const chosen = await chooseSheets(file, options);
  return {
    file: { name, sha256, kind, encoding, delimiter, evidence },
    tables: chosen.map((one) => tableOf(one, options.dataset)),
  };
}

function tableOf({ sheet, header }: ChosenSheet, dataset: Dataset): Table {
  const last = header.lines.at(-1) ?? 0;
  return {
    name: sheet.name,
    headerRows: header.lines,
    titleRows: header.titles,
    match: { ...header.match, matched: header.match.matched.map((column) => withUnit(column, dataset, header.unit)) },
    rows: () => below(sheet.rows(), last),
  };
}

/** The unit above the table is that of every amount of money whose own header names none. */
function withUnit(column: MatchedColumn, { columns }: Dataset, unit: HeaderUnit | null): MatchedColumn {
  return column.unit !== null || columns[column.column]?.kind !== 'money' ? column : { ...column, unit };
}

async function* below(rows: Rows, line: number): Rows {
  for await (const some of rows)
    yield (some[0]?.number ?? 0) > line ? some : some.filter(({ number }) => number > line);
}
