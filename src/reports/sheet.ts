import type { ScorecardQuery } from '../../schema/generated/graphql.ts';
import { type CellContent, csvText } from '../client/table-text.ts';
import { workbookOf } from '../client/workbook.ts';

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

export const xlsxSheet = (rows: readonly (readonly CellContent[])[]): Buffer => Buffer.from(workbookOf(rows));
