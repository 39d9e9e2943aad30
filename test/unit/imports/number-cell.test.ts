import { SSF } from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberCellsOf } from '../../../src/imports/files/number-cell.ts';
import { numberFormat } from '../../../src/imports/files/number-format.ts';

const DATE = numberFormat('yyyy-mm-dd');
const serial = fc.oneof(
  fc.integer({ min: 0, max: 2_958_465 }),
  fc.integer({ min: 40_000, max: 40_050 }),
  fc.integer({ min: -5, max: 70 }),
  fc.integer({ min: 2_950_000, max: 2_970_000 }),
  fc.double({ min: 0, max: 60_000, noNaN: true }),
);

/** One after the other, so that most have been asked before. */
test.each([false, true])('a day is that of SheetJS, also the second time; from 1904: %s', (epoch1904) => {
  const cells = numberCellsOf(epoch1904)(DATE);
  fc.assert(
    fc.property(serial, (value) => {
      const parsed = SSF.parse_date_code(value, { date1904: epoch1904 });
      const two = (part: number): string => String(part).padStart(2, '0');
      const day = parsed === null ? null : `${String(parsed.y).padStart(4, '0')}-${two(parsed.m)}-${two(parsed.d)}`;
      const time = parsed === null ? '' : [parsed.H, parsed.M, parsed.S].map(two).join(':');
      const expected = day === null ? null : time === '00:00:00' ? day : `${day} ${time}`;
      for (const cell of [cells(value), cells(value)]) {
        expect(cell.kind).toBe('date');
        if (expected !== null) expect(cell.text).toBe(expected);
        else expect(Number(cell.text)).toBe(value);
      }
    }),
    { numRuns: 5000 },
  );
});

test('what one format shows of a number, another does not', () => {
  const cellsOf = numberCellsOf(false);
  const shown = ['General', 'yyyy-mm-dd', '0%', '000000', '0"万元"'].map((code) => cellsOf(numberFormat(code)));
  for (const _ of [1, 2]) {
    expect(shown.map((cells) => cells(43_832).text)).toEqual([
      '43832',
      '2020-01-02',
      '4383200%',
      '043832',
      '43832万元',
    ]);
  }
});

test('days of 1904 are no days of 1900', () => {
  expect([false, true].map((epoch1904) => numberCellsOf(epoch1904)(DATE)(43_832).text)).toEqual([
    '2020-01-02',
    '2024-01-03',
  ]);
});
