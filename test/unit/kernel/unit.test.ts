import { describe, expect, test } from 'vitest';
import { exact } from '../../../src/kernel/exact.ts';
import { label } from '../../../src/kernel/label.ts';
import { formatQuantity, isUnitCode, UNIT_CODES, type UnitCode, unitOf } from '../../../src/kernel/unit.ts';
import { figures } from './figures.ts';

describe('units', () => {
  test.each<[string, UnitCode, number | undefined, string, string]>([
    ['98.2668', 'percent', 2, '98.27%', '98.27%'],
    ['1327', 'count', 0, '1327', '1,327'],
    ['1234567', 'person', 0, '1234567人', '1,234,567 people'],
    ['1', 'person', 0, '1人', '1 person'],
    ['1160000', 'yuan', undefined, '1160000.00元', '1,160,000.00 yuan'],
    ['-33.9', 'percent', 1, '-33.9%', '-33.9%'],
    ['1.305', 'index', 2, '1.31', '1.31'],
    ['55.96', 'percentage_point', 2, '55.96个百分点', '55.96 percentage points'],
    ['0.5', 'per100k', 2, '0.50/10万人', '0.50 per 100,000 people'],
    ['-1234.5', 'day', 1, '-1234.5天', '-1,234.5 days'],
    ['18', 'rank', 0, '18', '18'],
    ['999', 'household', 0, '999户', '999 households'],
  ])('%s in %s', (value, unit, decimals, zh, en) => {
    const terms = decimals === undefined ? { unit } : { unit, decimals };
    expect(formatQuantity(exact(value), { ...terms, locale: 'zh' })).toBe(zh);
    expect(formatQuantity(exact(value), { ...terms, locale: 'en' })).toBe(en);
  });

  test('a noun brings its own measure word', () => {
    const terms = { unit: 'count', decimals: 0, symbol: label('起', 'fires') } as const;
    expect(formatQuantity(exact(1327), { ...terms, locale: 'zh' })).toBe('1327起');
    expect(formatQuantity(exact(1327), { ...terms, locale: 'en' })).toBe('1,327 fires');
  });

  test('every unit has its words', () => {
    for (const code of UNIT_CODES) {
      expect(unitOf(code).label.zh).not.toBe('');
      expect(unitOf(code).label.en).not.toBe('');
    }
  });

  test('every unit of the published figures is known', () => {
    expect(figures.map(({ unit }) => unit).filter((unit) => !isUnitCode(unit))).toEqual([]);
    expect(isUnitCode('toString')).toBe(false);
  });
});
