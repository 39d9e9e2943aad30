import { isEmptyCell, normaliseText } from '../../kernel/chinese.ts';
import type { Row } from '../files/cell.ts';
import { bracketUnit, type HeaderUnit, readUnit } from './header-words.ts';

/** By column. */
export type NearUnits = ReadonlyMap<number, HeaderUnit>;

/** What a line of units has where a column has none. */
const NO_UNIT = /^(?:(?:计量)?单位:?|日期|时间|年月日|文本|是\/否)$/;

/** A line right below a header that says nothing but units: 件 | 人 | 万元. Null for any other line. */
export function unitLine(row: Row | undefined): NearUnits | null {
  const units = new Map<number, HeaderUnit>();
  for (const [index, { text, spread }] of (row?.cells ?? []).entries()) {
    if (spread !== undefined || isEmptyCell(text)) continue;
    const word = normaliseText(text).replace(/^\((.*)\)$/, '$1');
    if (NO_UNIT.test(word)) continue;
    const unit = readUnit(word);
    if (unit === null) return null;
    units.set(index, unit);
  }
  return units.size === 0 ? null : units;
}

/** The units of the cells above a header, each of which stands over the columns up to the next: 金额（万元） over 损失 and 追回. */
export function unitsAbove(row: Row | undefined, columns: number): NearUnits {
  const units = new Map<number, HeaderUnit>();
  let unit: HeaderUnit | null = null;
  for (let index = 0; index < columns; index += 1) {
    const text = row?.cells[index]?.text ?? '';
    if (text.trim() !== '') unit = bracketUnit(text);
    if (unit !== null) units.set(index, unit);
  }
  return units;
}
