import type { Row } from './cell.ts';
import { type ChoiceOptions, type ChosenSheet, chooseSheets } from './choose-sheets.ts';
import { readFile } from './read-file.ts';
import type { Input, Table } from './table.ts';

/** A file as input. @throws AnlanError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY or FILE_WRONG_DATASET */
export async function fileInput(path: string, options: ChoiceOptions): Promise<Input> {
  const file = await readFile(path);
  const { name, sha256, kind, encoding, delimiter, evidence } = file;
  const chosen = await chooseSheets(file, options);
  return { file: { name, sha256, kind, encoding, delimiter, evidence }, tables: chosen.map(tableOf) };
}

function tableOf({ sheet, header }: ChosenSheet): Table {
  const last = header.lines.at(-1) ?? 0;
  return {
    name: sheet.name,
    headerRows: header.lines,
    titleRows: header.titles,
    match: header.match,
    rows: () => below(sheet.rows(), last),
  };
}

async function* below(rows: AsyncIterable<Row>, line: number): AsyncGenerator<Row> {
  for await (const row of rows) if (row.number > line) yield row;
}
