import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { printedRates } from '../../../src/demo/printed-rates.ts';
import { generateSurveys, recordsOfPrinted } from '../../../src/demo/surveys.ts';

const figures: Record<string, string>[] = parse(
  readFileSync(new URL('../../../src/demo/data/figures.csv', import.meta.url)),
  { bom: true, columns: true },
);
const printed = printedRates(figures);
const cities = ['350100', '350200', '350300', '350400', '350500'].map((code) => `${code}000000`);
const districts = ['350203', '350205', '350206', '350211', '350212', '350213'].map((code) => `${code}000000`);
const rounds = ['2021-H1', '2022-H1', '2022-H2'];

test('the printed rates are those of the articles', () => {
  expect(
    printed.map(({ region, round, question, rate, rank }) => [region, round, question, rate, rank?.place]),
  ).toEqual([
    ['350205000000', '2022-H1', 'enforcement', '98.639', 1],
    ['350205000000', '2022-H2', 'safety', '99.272', undefined],
    ['350205000000', '2022-H2', 'gang_crackdown', '99.728', 1],
    ['350400000000', '2021-H1', 'safety', '99.17', 3],
    ['350400000000', '2021-H1', 'gang_crackdown', '98.51', 2],
    ['350400000000', '2021-H1', 'enforcement', '97.79', 1],
  ]);
});

test.each([1, 2, 3, 4, 5])('with seed %i everybody else leaves the printed places as they are', (seed) => {
  const groups = [
    { regions: cities, rounds, sample: [1000, 1400] },
    { regions: districts, rounds, sample: [280, 420] },
  ] as const;
  const records = [...recordsOfPrinted(printed), ...generateSurveys(seed, groups, printed)];
  expect(records).toHaveLength((cities.length + districts.length) * rounds.length * 3);
  for (const { region, round, question, rate, rank } of printed) {
    const peers = cities.includes(region) ? cities : districts;
    const mine = recordsOfPrinted(printed.filter((one) => one.question === question))[0]?.question;
    const above = records.filter(
      (one) =>
        one.round === round && one.question === mine && peers.includes(one.region) && Number(one.rate) > Number(rate),
    );
    expect({ region, round, question, place: above.length + 1 }).toEqual({
      region,
      round,
      question,
      place: rank?.place ?? 2,
    });
  }
  for (const { sample, positive } of records) expect(Number(positive)).toBeLessThanOrEqual(Number(sample));
});
