import type { Label } from '../../kernel/label.ts';
import type { Region } from '../../regions/region.ts';
import type { StrayColumn } from '../checking/stray-cells.ts';
import type { UnitApart } from '../checking/units-apart.ts';
import type { Row } from '../files/cell.ts';
import type { Table } from '../reading/table.ts';
import type { ReadSheet } from '../reports/report.ts';
import type { IssueLog } from './issue-log.ts';

/** Nothing of one row. */
const NOTHING = { line: null, field: null, found: null, expected: null, candidates: [] } as const;
const WHOLE_SHEET = { severity: 'warning', row: null, ...NOTHING } as const;

/** What of persons stood in columns that are kept. */
export function logRedacted(log: IssueLog, sheet: string | null, redacted: ReadonlyMap<string, number>): void {
  for (const [column, cells] of redacted) {
    const message = {
      zh: `${cells}格含个人信息（证件号、电话、住址等），该部分已去除`,
      en: `personal data in ${cells} cells (numbers, addresses, names); that part was dropped`,
    };
    log.add({ ...WHOLE_SHEET, code: 'personal_content', sheet, column, message });
  }
}

/** Columns that are not read. */
export function logColumns(
  log: IssueLog,
  { name: sheet, unknownColumns, personalColumns }: ReadSheet,
  candidatesOf: (header: string) => readonly string[],
): void {
  for (const column of unknownColumns) {
    const candidates = candidatesOf(column);
    const message =
      candidates.length === 0
        ? { zh: '未知的列，已忽略', en: 'a column the dataset does not have; ignored' }
        : {
            zh: '未知的列，已忽略；若是下列之一，请用 --map 写明',
            en: 'ignored; if it is one of these, say so with --map',
          };
    log.add({ ...WHOLE_SHEET, code: 'unknown_column', sheet, column, message, candidates });
  }
  for (const { header, cells } of personalColumns) {
    const message = { zh: `个人信息，${cells}格已丢弃`, en: `personal data; ${cells} cells dropped` };
    log.add({ ...WHOLE_SHEET, code: 'personal_column', sheet, column: header, message });
  }
}

/** Content under no header. */
export function logStrays(log: IssueLog, sheet: string | null, strays: readonly StrayColumn[]): void {
  for (const { place, cells } of strays) {
    const message = {
      zh: `第${place}列没有表头，${cells}格有内容，已忽略`,
      en: `column ${place} has no header; ${cells} cells with content ignored`,
    };
    log.add({ ...WHOLE_SHEET, code: 'unknown_column', sheet, column: null, message });
  }
}

/** Keys that only count the rows of the sheet. */
export function logRunningNumber(log: IssueLog, sheet: string | null, column: string | null): void {
  const message = {
    zh: '像是表内的序号（1、2、3……）：别的文件里同号的行会当作同一条而覆盖这些行',
    en: 'only counts the rows (1, 2, 3 …): a row of another file with the same number would replace this one',
  };
  log.add({ ...WHOLE_SHEET, code: 'running_number', sheet, column, message });
}

/** A second header whose columns stand elsewhere: what follows cannot be read by the first. */
export function logMoved(log: IssueLog, { name }: Table, { number }: Row, message: Label): void {
  log.add({ ...NOTHING, severity: 'error', code: 'second_header', sheet: name, row: number, column: null, message });
}

/** A sheet without a column for places whose name or title names one: its rows go to the region of the whole file. */
export function logNamedPlace(log: IssueLog, { name: sheet }: Table, place: Region | null): void {
  if (place === null) return;
  const message = {
    zh: `标题或表名写着“${place.name}”，表内没有地区列，各行归入 --region 的地区；若全属该地，请改 --region`,
    en: `the title names ${place.name}, and no column a place: the rows count for --region; if all are of it, give its code there`,
  };
  log.add({ ...WHOLE_SHEET, code: 'region_in_title', sheet, column: null, message, candidates: [place.code] });
}

/**
 * A unit of money that is told where amounts were not read by it: below the table, in a column beside them, or above it
 * together with another one. The header must say it.
 */
export function logUnitApart(
  log: IssueLog,
  { name, match }: Table,
  where: UnitApart,
  columns: readonly string[],
): void {
  if (columns.length === 0) return;
  const { units } = where;
  const { zh, en } = PLACES[where.place];
  const message = {
    zh: `${zh}注明金额单位为${units.join('、')}，“${columns.join('、')}”的表头却没有写；请写进表头，如“${columns[0]}（${units[0]}）”`,
    en: `${en} gives amounts in ${units.join(', ')}, the header of ${columns.join(', ')} does not; write it there`,
  };
  const column = match.unknown.find(({ index }) => index === where.column)?.header ?? null;
  log.add({ ...NOTHING, severity: 'error', code: 'unit_apart', sheet: name, row: where.row, column, message });
}

const PLACES = {
  above: { zh: '表上', en: 'the text above the table' },
  beside: { zh: '单位一列', en: 'a column of units' },
  below: { zh: '表下', en: 'the note below the table' },
} as const satisfies Readonly<Record<UnitApart['place'], Label>>;
