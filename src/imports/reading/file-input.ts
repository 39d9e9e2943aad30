import type { Column } from '../../datasets/columns.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Rows } from '../files/cell.ts';
import { readFile } from '../files/read-file.ts';
import { type ChoiceOptions, type ChosenSheet, chooseSheets } from './choose-sheets.ts';
import type { HeaderUnit } from './header-words.ts';
import type { MatchedColumn } from './headers.ts';
import type { Input, Table } from './table.ts';

/** A file as input. @throws AnlanError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY or FILE_WRONG_DATASET */
export async function fileInput(path: string, options: ChoiceOptions): Promise<Input> {
  const file = await readFile(path);
  const { name, sha256, kind, encoding, delimiter, evidence } = file;
  const chosen = await chooseSheets(file, options);
  return {
    file: { name, sha256, kind, encoding, delimiter, evidence },
    tables: chosen.map((one) => tableOf(one, options.dataset, kind === 'csv')),
  };
}

function tableOf({ sheet, header }: ChosenSheet, dataset: Dataset, isText: boolean): Table {
  const last = header.lines.at(-1) ?? 0;
  return {
    name: sheet.name,
    headerRows: header.lines,
    titleRows: header.titles,
    layout: { ...header.layout, isText },
    match: { ...header.match, matched: header.match.matched.map((column) => withUnit(column, dataset, header.unit)) },
    rows: () => below(sheet.rows(), last),
  };
}

/** Where the own header names no unit: that of the line above or below it, else that above the table for all of it. */
function withUnit(column: MatchedColumn, { columns }: Dataset, title: HeaderUnit | null): MatchedColumn {
  const kind = columns[column.column]?.kind;
  if (column.unit !== null || kind === undefined) return column;
  const { nearUnit = null } = column;
  const unit = [nearUnit, title].find((one) => one !== null && mayMeasure(one, kind)) ?? null;
  return { ...column, unit };
}

/** Money is measured in money, and other numbers are not; a figure as printed may be either. */
function mayMeasure({ words, percent, above = false, alone = false }: HeaderUnit, kind: Column['kind']): boolean {
  if (kind === 'printed') return !above || alone;
  if (MONEY.test(words)) return kind === 'money';
  return percent === null ? kind === 'count' || kind === 'number' : kind === 'rate';
}

const MONEY = /元$/;

async function* below(rows: Rows, line: number): Rows {
  for await (const some of rows)
    yield (some[0]?.number ?? 0) > line ? some : some.filter(({ number }) => number > line);
}
