import { utils, write } from '@e965/xlsx';
import type { ScorecardQuery } from '../../schema/generated/graphql.ts';
import { type CellContent, csvText } from '../client/table-text.ts';

/** Indicators by regions as rows of a sheet: numbers as numbers, what is absent by its reason. */
export function tableRows({ region, indicatorTable }: ScorecardQuery): readonly (readonly CellContent[])[] {
  const heads = region?.indicators.map(({ indicator }) => indicator.name) ?? [];
  return [
    ['code', 'region', ...heads],
    ...indicatorTable.rows.map(({ region: place, values }) => [
      place.code,
      place.name,
      ...values.map(({ value, absence }) => value ?? absence),
    ]),
  ];
}

export const csvSheet = (rows: readonly (readonly CellContent[])[]): Buffer => Buffer.from(csvText(rows));

/** A workbook whose texts are texts: no cell is a formula. */
export function xlsxSheet(rows: readonly (readonly CellContent[])[]): Buffer {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!cols'] = [{ wch: 14 }, { wch: 16 }, ...(rows[0] ?? []).slice(2).map(() => ({ wch: 16 }))];
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Anlan');
  const made: unknown = write(book, { type: 'buffer', bookType: 'xlsx' });
  if (!Buffer.isBuffer(made)) throw new Error('expected a workbook as bytes');
  return made;
}
