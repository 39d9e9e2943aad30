import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { datasets } from '../../../src/datasets/index.ts';
import { indicators } from '../../../src/indicators/index.ts';

/** The tests that compute figures a second time; each sees to it that every indicator it names had values. */
const FOLDER = join(import.meta.dirname, '../../figures');
const files = readdirSync(FOLDER).filter((name) => /^independent.*\.test\.ts$/.test(name));
const text = files.map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('\n');
const names = (word: string): boolean => text.includes(`'${word}'`) || new RegExp(`datasets\\.${word}\\b`).test(text);

it('every indicator is computed a second time', () => {
  expect([...indicators.keys()].filter((code) => !names(code))).toEqual([]);
});

it('so is something of every dataset', () => {
  const untouched = Object.keys(datasets).filter((name) => !names(name));
  // Its rows are made by the factory of printed figures.
  expect(untouched.filter((name) => name !== 'statistics' || !text.includes('world.figures('))).toEqual([]);
});

it('over ten thousand random questions', () => {
  const counts = [...text.matchAll(/^const TRIPLES = (\d+);$/gm)].map(([, count]) => Number(count));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(10_000);
});
