import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChangeTerms, changeBetween, isSmallBase } from '../../../src/kernel/change.ts';
import { compare, exact, negate, toFixed } from '../../../src/kernel/exact.ts';

const RATE: ChangeTerms = { unit: 'percent', decimals: 2, direction: 'higher' };
const CASES: ChangeTerms = { unit: 'count', decimals: 0, direction: 'lower' };

const between = (current: string, baseline: string, terms: ChangeTerms) => {
  const change = changeBetween(exact(current), exact(baseline), terms);
  if (change === null) throw new Error('both values are there');
  return change;
};

describe('changes', () => {
  test('a rate changes in percentage points', () => {
    const change = between('105.03', '49.07', RATE);
    expect(change.unit).toBe('percentage_point');
    expect(change.printed).toEqual({ zh: '上升55.96个百分点', en: 'up 55.96 percentage points' });
    expect(change).toMatchObject({ direction: 'up', verdict: 'better' });
    expect(change.relative && toFixed(change.relative, 2)).toBe('114.04');
  });

  test('a count changes in percent', () => {
    const change = between('661', '1000', CASES);
    expect(change.unit).toBe('count');
    expect(toFixed(change.absolute, 0)).toBe('-339');
    expect(change.printed).toEqual({ zh: '下降33.9%', en: 'down 33.9%' });
    expect(change).toMatchObject({ direction: 'down', verdict: 'better' });
  });

  test.each<[string, string, ChangeTerms, string, string]>([
    ['5', '8', CASES, '下降37.5%', 'down 37.5%'],
    ['9', '10', CASES, '下降10.0%', 'down 10.0%'],
    ['1', '8', CASES, '下降87.5%', 'down 87.5%'],
    ['3', '3', CASES, '持平', 'unchanged'],
    ['3', '0', CASES, '上升3', 'up 3'],
    ['98.001', '98.0001', RATE, '基本持平', 'almost unchanged'],
    ['91', '92', { ...RATE, decimals: 1 }, '下降1.0个百分点', 'down 1.0 percentage points'],
    ['3000', '1', { ...CASES, unit: 'yuan' }, '上升299900.0%', 'up 299,900.0%'],
  ])('%s after %s', (current, baseline, terms, zh, en) => {
    expect(between(current, baseline, terms).printed).toEqual({ zh, en });
  });

  test('no percent of a baseline of 0', () => {
    expect(between('3', '0', CASES).relative).toBeNull();
    expect(between('0', '0', CASES)).toMatchObject({ relative: null, direction: 'same', verdict: 'same' });
  });

  test('verdicts follow the direction of the indicator', () => {
    expect(between('5', '4', CASES).verdict).toBe('worse');
    expect(between('5', '4', { ...CASES, direction: 'none' }).verdict).toBe('not_judged');
    expect(between('4', '4', RATE).verdict).toBe('same');
  });

  test('a missing value makes no change', () => {
    expect(changeBetween(null, exact(1), RATE)).toBeNull();
    expect(changeBetween(exact(1), null, RATE)).toBeNull();
  });

  test('a base is small below 30', () => {
    expect(isSmallBase(exact(29))).toBe(true);
    expect(isSmallBase(exact(30))).toBe(false);
  });

  test('there and back are opposite', () => {
    const opposite = {
      up: 'down',
      down: 'up',
      same: 'same',
      better: 'worse',
      worse: 'better',
      not_judged: 'not_judged',
    };
    const value = fc.integer({ min: -10_000, max: 10_000 }).map((n) => exact(n).div(100));
    fc.assert(
      fc.property(value, value, fc.constantFrom(RATE, CASES), (a, b, terms) => {
        const there = changeBetween(a, b, terms);
        const back = changeBetween(b, a, terms);
        if (there === null || back === null) throw new Error('both values are there');
        expect(compare(there.absolute, negate(back.absolute))).toBe(0);
        expect(back.direction).toBe(opposite[there.direction]);
        expect(back.verdict).toBe(opposite[there.verdict]);
        if (there.relative !== null && there.direction !== 'same') {
          expect(compare(there.relative, exact(0)) > 0).toBe(there.direction === 'up');
        }
      }),
    );
  });
});
