import { describe, expect, test } from 'vitest';
import { type Input, pointsOf } from '../../../src/engine/assessments/points.ts';
import { exact, toNumber } from '../../../src/kernel/exact.ts';

type Rule = Parameters<typeof pointsOf>[0];

const rule = (method: Rule['method'], points: string, low: string | null = null, high: string | null = null): Rule => ({
  method,
  points,
  low,
  high,
  protected_factor: null,
});
const at = (value: number, of: number | null = null): Input => ({ kind: 'number', value: exact(value), of });
const events = (...sizes: readonly number[]): Input => ({
  kind: 'events',
  events: sizes.map((size) => ({ size: exact(Math.abs(size)), protectedPeriod: size < 0 })),
});
const points = (of: Rule, input: Input): number => toNumber(pointsOf(of, input));

describe('linear', () => {
  const upward = rule('linear', '20', '90', '100');
  const downward = rule('linear', '10', '50', '30');
  test.each([
    [upward, 80, 0],
    [upward, 90, 0],
    [upward, 97.5, 15],
    [upward, 100, 20],
    [upward, 120, 20],
    [downward, 60, 0],
    [downward, 45, 2.5],
    [downward, 30, 10],
    [downward, 0, 10],
  ])('between floor and target, and no further: %j at %d gives %d', (of, value, wanted) => {
    expect(points(of, at(value))).toBe(wanted);
  });
  test('floor and target in one reach or miss it', () => {
    expect([
      points(rule('linear', '5', '90', '90'), at(89.9)),
      points(rule('linear', '5', '90', '90'), at(90)),
    ]).toEqual([0, 5]);
  });
});

test('a step holds from its lower end to below its upper one', () => {
  const steps = [rule('step', '1', '5', '10'), rule('step', '2', '10')];
  const sum = (value: number) => steps.reduce((all, one) => all + points(one, at(value)), 0);
  expect([4, 5, 9, 9.99, 10, 30].map(sum)).toEqual([0, 1, 1, 1, 2, 2]);
});

test('units below or above count within their band, in proportion', () => {
  const bands = [rule('per_unit_below', '0.25', '90', '96'), rule('per_unit_below', '0.5', null, '90')];
  const sum = (value: number) => bands.reduce((all, one) => all + points(one, at(value)), 0);
  expect([97, 96, 93.9, 90, 88, 80].map(sum)).toEqual([0, 0, 0.525, 1.5, 2.5, 6.5]);
  const above = rule('per_unit_above', '2', '10', '12');
  expect([9, 10.5, 12, 40].map((value) => points(above, at(value)))).toEqual([0, 1, 4, 4]);
});

test('places run evenly from the first to the last', () => {
  const byRank = rule('rank', '12');
  expect([1, 2, 7, 13].map((place) => points(byRank, at(place, 13)))).toEqual([12, 11, 6, 0]);
  expect(points(byRank, at(1, 1))).toBe(12);
});

test('events count by their size, and more in protected periods', () => {
  const three = { ...rule('each', '5', '3', '6'), protected_factor: '2' };
  const six = { ...rule('each', '10', '6', '10'), protected_factor: '2' };
  expect([points(three, events(2, 3, 5, -4)), points(six, events(5, 6, -9, 10))]).toEqual([20, 30]);
  expect(points(rule('each', '5'), events())).toBe(0);
  expect(points(rule('step', '30'), events(1, 1))).toBe(30);
});

test('fixed points need nothing, others give nothing for nothing', () => {
  expect(points(rule('fixed', '100'), { kind: 'nothing' })).toBe(100);
  expect(points(rule('step', '3'), { kind: 'nothing' })).toBe(0);
});
