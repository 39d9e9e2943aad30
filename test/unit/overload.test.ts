import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOverload, type Overload } from '../../src/server/overload.ts';

const STEP = 250;
let now: number;
let told: string[];
let overload: Overload;

beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  told = [];
  overload = createOverload({ log: { warn: (_line: object, text: string) => told.push(text) }, clock: () => now });
});
afterEach(() => {
  overload.close();
  vi.useRealTimers();
});

function look(late: number, times = 1): void {
  for (let time = 0; time < times; time++) {
    now += STEP + late;
    vi.advanceTimersByTime(STEP);
  }
}

test('who comes late for five seconds is overloaded, until it comes in time again', () => {
  look(300, 8);
  expect(overload.is()).toBe(false);
  look(300, 2);
  expect(overload.is()).toBe(true);
  look(10);
  expect(overload.is()).toBe(false);
  expect(told).toEqual(['overloaded: new requests are turned away', 'requests are taken again']);
});

test('neither one long pause nor being late now and then is overload', () => {
  look(20_000);
  expect(overload.is()).toBe(false);
  look(0);
  for (let time = 0; time < 20; time++) {
    look(1000, 2);
    look(0);
  }
  expect(overload.is()).toBe(false);
  expect(told).toEqual([]);
});
