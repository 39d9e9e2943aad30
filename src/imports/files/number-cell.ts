import { SSF } from '@e965/xlsx';
import { exact, HUNDRED, times } from '../../kernel/exact.ts';
import type { Cell } from './cell.ts';
import { decimalText } from './decimal-text.ts';
import type { NumberFormat } from './number-format.ts';

/** The cell of a number of a spreadsheet in one format. */
export type NumberCells = (value: number) => Cell;

const REMEMBERED = 20_000;

/**
 * Cells of numbers in formats, which are many fewer than cells: what each shows of a whole number is remembered, for days
 * and counts come again and again.
 */
export function numberCellsOf(epoch1904: boolean): (format: NumberFormat) => NumberCells {
  const known = new Map<NumberFormat, NumberCells>();
  return (format) => {
    const cells = known.get(format) ?? rememberedCells(format, epoch1904);
    known.set(format, cells);
    return cells;
  };
}

function rememberedCells(format: NumberFormat, epoch1904: boolean): NumberCells {
  const known = new Map<number, Cell>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const cell = numberCell(value, format, epoch1904);
    if (Number.isInteger(value) && known.size < REMEMBERED) known.set(value, cell);
    return cell;
  };
}

/** A number of a spreadsheet, written out exactly. */
function numberCell(value: number, { kind, zeros, suffix }: NumberFormat, epoch1904: boolean): Cell {
  if (kind === 'date') return { text: serialText(value, epoch1904) ?? plain(value), kind };
  if (kind === 'percent') return { text: `${decimalText(times(exact(value), HUNDRED))}%`, kind };
  const text = plain(value);
  if (epoch1904) return { text: text + suffix, kind, from1904: true };
  if (suffix !== '') return { text: text + suffix, kind };
  return { text: zeros > 0 && Number.isInteger(value) ? text.padStart(zeros, '0') : text, kind };
}

/** Written by the language without an exponent, and with no more than the 20 digits that `decimalText` keeps. */
const writtenPlainly = (value: number): boolean =>
  Number.isSafeInteger(value) || (Math.abs(value) >= 0.001 && Math.abs(value) < 1e15);

/** The shortest digits that make this double, never with an exponent. */
const plain = (value: number): string => (writtenPlainly(value) ? String(value) : decimalText(exact(value)));

function serialText(value: number, epoch1904: boolean): string | null {
  const parsed: unknown = SSF.parse_date_code(value, { date1904: epoch1904 });
  if (!isSerial(parsed)) return null;
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(parsed.y).padStart(4, '0')}-${two(parsed.m)}-${two(parsed.d)}`;
  if (parsed.H + parsed.M + parsed.S === 0) return day;
  return `${day} ${two(parsed.H)}:${two(parsed.M)}:${two(parsed.S)}`;
}

type Serial = Readonly<Record<'y' | 'm' | 'd' | 'H' | 'M' | 'S', number>>;

const isSerial = (parsed: unknown): parsed is Serial => typeof parsed === 'object' && parsed !== null && 'y' in parsed;
