import { describe, expect, test } from 'vitest';
import { exact, HUNDRED, ratio, times, toFixed } from '../../../src/kernel/exact.ts';
import type { PrintedHint, PrintedNumber } from '../../../src/kernel/printed.ts';
import { readPrinted } from '../../../src/kernel/printed.ts';
import { printedDifference, printedRatio, printedRelativeChange, reconcile } from '../../../src/kernel/reconcile.ts';

function print(text: string, hint?: PrintedHint): PrintedNumber {
  const read = readPrinted(text, hint);
  if (read === null) throw new Error(`no number: ${text}`);
  return read;
}

const percent = (k: number, n: number) => ({ value: times(ratio(k, n), HUNDRED) });

describe('a print against a value computed from records', () => {
  test('1304 of 1327 reproduces 98.27%', () => {
    expect(reconcile(print('98.27%'), percent(1304, 1327))).toBe('REPRODUCES');
  });

  test('one more or less does not', () => {
    expect(reconcile(print('98.27%'), percent(1305, 1327))).toBe('CONFLICTS');
    expect(reconcile(print('98.26%'), percent(1304, 1327))).toBe('CONFLICTS');
  });

  test.each([
    ['1327', '1327', 'REPRODUCES'],
    ['1327', '1326', 'CONFLICTS'],
    ['116万', '1159999', 'REPRODUCES'],
    ['116万', '1165000', 'CONFLICTS'],
    ['5.8万多', '58731', 'CONSISTENT'],
    ['5.8万多', '59000', 'CONFLICTS'],
    ['99%以上', '99', 'CONSISTENT'],
    ['99%以上', '98.99', 'CONFLICTS'],
    ['近10万', '97000', 'CONSISTENT'],
    ['数以万计', '32000', 'CONSISTENT'],
    ['数以万计', '9000', 'CONFLICTS'],
    ['零发生', '0', 'REPRODUCES'],
    ['零发生', '1', 'CONFLICTS'],
    ['确保达到100%', '98', 'NOT_CHECKABLE'],
    ['下降33.9%', '-33.94', 'REPRODUCES'],
    ['下降33.9%', '33.9', 'CONFLICTS'],
  ])('%s against %s: %s', (printed, computed, verdict) => {
    expect(reconcile(print(printed), { value: exact(computed) })).toBe(verdict);
  });

  test('nothing to compare', () => {
    expect(reconcile(print('98.27%'), { value: null })).toBe('NOT_CHECKABLE');
  });
});

describe('a print against other prints', () => {
  test('1.44 to 1.31 as -9.2% is within rounding', () => {
    const computed = printedRelativeChange(print('1.31'), print('1.44'));
    expect(computed.value && toFixed(computed.value, 2)).toBe('-9.03');
    expect(computed.interval?.low && toFixed(computed.interval.low, 2)).toBe('-9.69');
    expect(computed.interval?.high && toFixed(computed.interval.high, 2)).toBe('-8.36');
    expect(reconcile(print('下降9.2%'), computed)).toBe('WITHIN_ROUNDING');
    expect(reconcile(print('下降9.0%'), computed)).toBe('REPRODUCES');
    expect(reconcile(print('下降9.8%'), computed)).toBe('CONFLICTS');
  });

  test("Guang'an: 5.1万余 of 5.2万余 is consistent with 99%以上", () => {
    const computed = printedRatio(print('5.1万余'), print('5.2万余'), HUNDRED, HUNDRED);
    expect(computed.interval?.low && toFixed(computed.interval.low, 1)).toBe('96.2');
    expect(computed.interval?.high && toFixed(computed.interval.high, 1)).toBe('100.0');
    expect(reconcile(print('99%以上'), computed)).toBe('CONSISTENT');
    expect(reconcile(print('100.01%'), computed)).toBe('CONFLICTS');
    expect(reconcile(print('100.01%'), printedRatio(print('5.1万余'), print('5.1万')))).toBe('CONSISTENT');
  });

  test('a share cannot pass its cap', () => {
    const parts = [print('5.2万'), print('5.2万')] as const;
    expect(reconcile(print('100.5%'), printedRatio(...parts))).toBe('WITHIN_ROUNDING');
    expect(reconcile(print('100.5%'), printedRatio(...parts, HUNDRED, HUNDRED))).toBe('CONFLICTS');
    expect(reconcile(print('99.5%'), printedRatio(...parts, HUNDRED, HUNDRED))).toBe('WITHIN_ROUNDING');
  });

  test('a part without a number leaves its bounds', () => {
    const computed = printedRatio(print('数百人'), print('1000人'));
    expect(computed.value).toBeNull();
    expect(reconcile(print('50%'), computed)).toBe('CONSISTENT');
    expect(reconcile(print('5%'), computed)).toBe('CONFLICTS');
  });

  test('a bound on one side only is a bound', () => {
    const computed = printedRatio(print('5.1万余'), print('52000'));
    expect(computed.bounded).toBe(true);
    expect(reconcile(print('98.08%'), computed)).toBe('CONSISTENT');
  });

  test("Guang'an: 4.6万余 of 5.1万余 cannot be 93%以上", () => {
    const computed = printedRatio(print('4.6万余'), print('5.1万余'));
    expect(computed.interval?.high && toFixed(computed.interval.high, 1)).toBe('92.2');
    expect(reconcile(print('93%以上'), computed)).toBe('CONFLICTS');
  });

  test('counts printed in full leave no room for rounding', () => {
    const computed = printedRatio(print('1304件'), print('1327件'));
    expect(reconcile(print('98.27%'), computed)).toBe('REPRODUCES');
    expect(reconcile(print('98.3%'), computed)).toBe('REPRODUCES');
    expect(reconcile(print('98.28%'), computed)).toBe('CONFLICTS');
  });

  test('a bound among the parts never reproduces', () => {
    const computed = printedRatio(print('5.1万余'), print('5.2万余'));
    expect(reconcile(print('98.08%'), computed)).toBe('CONSISTENT');
  });

  test('105.03 after 55.96 points more leaves 49.07', () => {
    const computed = printedDifference(print('105.03%'), print('55.96', { unit: 'percentage_point' }));
    expect(reconcile(print('49.07%'), computed)).toBe('REPRODUCES');
    expect(reconcile(print('49.08%'), computed)).toBe('WITHIN_ROUNDING');
    expect(reconcile(print('49.09%'), computed)).toBe('CONFLICTS');
  });

  test('a baseline of 0 cannot be checked', () => {
    expect(reconcile(print('增长10%'), printedRelativeChange(print('5件'), print('0件')))).toBe('NOT_CHECKABLE');
  });
});
