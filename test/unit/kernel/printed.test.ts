import { describe, expect, test } from 'vitest';
import { type Exact, exact, toNumber } from '../../../src/kernel/exact.ts';
import { intervalContains } from '../../../src/kernel/interval.ts';
import { type PrintedHint, printedInterval, type Qualifier, readPrinted } from '../../../src/kernel/printed.ts';
import type { UnitCode } from '../../../src/kernel/unit.ts';
import { figures } from './figures.ts';

const number = (x: Exact | null | undefined) => (x === null || x === undefined ? null : toNumber(x));
const bounds = (text: string, hint?: PrintedHint) => {
  const printed = readPrinted(text, hint);
  return printed === null ? null : [number(printed.value), number(printed.low), number(printed.high)];
};

describe('figures of the published articles', () => {
  test('all of them are here', () => {
    expect(figures.length).toBe(223);
  });

  test.each(figures)('$id $printed $unit $qualifier', ({ printed, value, low, high, unit, qualifier }) => {
    const expected = [Number(value), Number(low), high === '' ? null : Number(high)];
    expect(bounds(printed, { unit, qualifier })).toEqual(expected);
    expect(readPrinted(printed, { unit, qualifier })?.qualifier).toBe(qualifier);
  });
});

describe('words around the number', () => {
  test.each<[string, number | null, number | null, number | null, Qualifier, UnitCode | null]>([
    ['5.8万多户', 58000, 58000, 59000, 'at_least', 'household'],
    ['99%以上', 99, 99, null, 'floor', 'percent'],
    ['6900多个', 6900, 6900, 7000, 'at_least', 'count'],
    ['1.44', 1.44, 1.435, 1.445, 'exact', null],
    ['105.03%', 105.03, 105.025, 105.035, 'exact', 'percent'],
    ['近5万', 50000, 40000, 60000, 'approx', null],
    ['约1300', 1300, 1200, 1400, 'approx', null],
    ['３．４７亿元', 347000000, 346500000, 347500000, 'exact', 'yuan'],
    ['13.3万余人', 133000, 133000, 134000, 'at_least', 'person'],
    ['800多万元', 8000000, 8000000, 9000000, 'at_least', 'yuan'],
    ['116万元', 1160000, 1155000, 1165000, 'exact', 'yuan'],
    ['5013.25元', 5013.25, 5013.25, 5013.25, 'exact', 'yuan'],
    ['10,433人次', 10433, 10433, 10433, 'exact', 'person_time'],
    ['数以万计', null, 10000, null, 'floor', null],
    ['数百家', null, 100, 1000, 'approx', 'count'],
    ['几十万人', null, 100000, 1000000, 'approx', 'person'],
    ['零发生', 0, 0, 0, 'stated_zero', null],
    ['无重大火灾事故发生', 0, 0, 0, 'stated_zero', null],
    ['全覆盖', 100, 99.5, 100.5, 'exact', 'percent'],
    ['确保达到100%', 100, 99.5, 100.5, 'goal', 'percent'],
    ['10万', 100000, 95000, 105000, 'exact', null],
    ['十万', 100000, 95000, 105000, 'exact', null],
    ['三万五千', 35000, 35000, 35000, 'exact', null],
    ['6900个多', 6900, 6900, 7000, 'at_least', 'count'],
    ['十余次', 10, 10, 20, 'at_least', 'count'],
    ['一百二十余起', 120, 120, 130, 'at_least', 'count'],
    ['5.0万多', 50000, 50000, 51000, 'at_least', null],
    ['近千人', 1000, 0, 2000, 'approx', 'person'],
    ['数十起', null, 10, 100, 'approx', 'count'],
    ['上百家', 100, 100, null, 'floor', 'count'],
    ['超过50%', 50, 50, null, 'floor', 'percent'],
    ['不足5%', 5, null, 5, 'at_most', 'percent'],
    ['60周岁以上', 60, 60, null, 'floor', 'year_of_age'],
    ['30件左右', 30, 20, 40, 'approx', 'count'],
    ['第18名', 18, 18, 18, 'exact', 'rank'],
    ['全市第2', 2, 2, 2, 'exact', 'rank'],
  ])('%s', (text, value, low, high, qualifier, unit) => {
    expect(bounds(text)).toEqual([value, low, high]);
    expect(readPrinted(text)).toMatchObject({ qualifier, unit });
    expect(readPrinted(text)?.unitText).not.toBe('');
  });

  test.each<[string, number, number | null, number | null, 'up' | 'down' | null]>([
    ['下降33.9%', -33.9, -33.95, -33.85, 'down'],
    ['同比下降33.9%', -33.9, -33.95, -33.85, 'down'],
    ['较上年同期减少了5件', -5, -5, -5, 'down'],
    ['上升55.96个百分点', 55.96, 55.955, 55.965, 'up'],
    ['下降约30%', -30, -40, -20, 'down'],
    ['下降50%以上', -50, null, -50, 'down'],
    ['33.9%↓', -33.9, -33.95, -33.85, 'down'],
    ['下降至5%', 5, 4.5, 5.5, null],
    ['-33.9%', -33.9, -33.95, -33.85, null],
    ['持平', 0, 0, 0, null],
  ])('%s', (text, value, low, high, direction) => {
    expect(bounds(text)).toEqual([value, low, high]);
    expect(readPrinted(text)?.direction).toBe(direction);
  });

  test.each(['', '多次', '若干', '无', '均上升', '全市前列', '12345热线', '1e309', '=1+1', '3倍', '良好', '-', '/'])(
    '%j is no number',
    (text) => {
      expect(readPrinted(text)).toBeNull();
    },
  );

  test('what the text says about itself comes before the hint', () => {
    expect(readPrinted('5.8万多', { qualifier: 'exact' })?.qualifier).toBe('at_least');
    expect(readPrinted('5.8万', { qualifier: 'at_least' })?.qualifier).toBe('at_least');
  });

  test('every value lies in its own interval', () => {
    for (const { printed, unit, qualifier } of figures) {
      const read = readPrinted(printed, { unit, qualifier });
      expect(read?.value != null && intervalContains(read.interval, read.value)).toBe(true);
    }
  });

  test('negative prints keep the half-open side, negative bounds their end', () => {
    const within = (text: string, value: string) => {
      const interval = printedInterval(text);
      return interval !== null && intervalContains(interval, exact(value));
    };
    expect([within('下降33.9%', '-33.95'), within('下降33.9%', '-33.85')]).toEqual([true, false]);
    expect([within('减少5.8万多件', '-58000'), within('减少5.8万多件', '-59000')]).toEqual([true, false]);
    expect([within('下降50%以上', '-50'), within('下降50%以上', '-49.9')]).toEqual([true, false]);
  });

  test('an interval without the figure', () => {
    expect(number(printedInterval('1.44')?.high)).toBe(1.445);
    expect(printedInterval('多次')).toBeNull();
  });
});
