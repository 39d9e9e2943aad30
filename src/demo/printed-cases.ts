import { AT_SEA, batchesOf, CALLS, ELDERLY, MINOR, OTHER, OTHER_CALLS, TELECOM } from './case-years.ts';
import type { CaseBatch } from './cases.ts';
import { type Days, yearDays } from './seasons.ts';
import { ANHAI, HAICANG, JIMEI, SANMING, TAIZHOU, ZONE } from './units.ts';

/** The batches of places of which something is printed, given those drawn for them. */
export const PRINTED_CASES: Readonly<Record<string, (drawn: readonly CaseBatch[]) => readonly CaseBatch[]>> = {
  [ZONE]: () => zoneBatches,
  [ANHAI]: () => anhaiBatches,
  [JIMEI]: (drawn) => [...drawn.filter(({ opened: [first] }) => first < '2021'), ...jimeiBatches],
  [HAICANG]: (drawn) => [...drawn, ...haicangBatches],
  [SANMING]: () => sanmingMinor,
  [TAIZHOU]: () => taizhouBatches,
};

/** Printed of 2021: 167 of 159 (105.03 %) after 53 of 108 (49.07 %); telecom fraud 121 to 80 cases, 158 to 112 calls. */
const zoneBatches = [
  ...batchesOf(2020, {
    calls: 236,
    telecomCalls: 158,
    publicOrder: 74,
    minor: { fast: 53, slow: 30, open: 17 },
    overNewYear: 8,
    telecom: { cleared: 29, open: 92 },
    major: { cleared: 10, open: 0 },
    other: { cleared: 52, open: 9 },
  }),
  ...batchesOf(2021, {
    calls: 215,
    telecomCalls: 112,
    publicOrder: 71,
    minor: { fast: 159, slow: 0, open: 0 },
    telecom: { cleared: 25, open: 55 },
    major: { cleared: 10, open: 0 },
    other: { cleared: 50, open: 7 },
  }),
  ...batchesOf(2022, {
    calls: 198,
    telecomCalls: 58,
    publicOrder: 66,
    minor: { fast: 131, slow: 8, open: 5 },
    telecom: { cleared: 24, open: 47 },
    major: { cleared: 10, open: 0 },
    other: { cleared: 47, open: 8 },
  }),
];

/** Printed of 2022 against 2021: clearance 68 of 122 after 61 of 122 (11.48 % more), the eight kinds all cleared, 283 cases at sea. */
const jimeiBatches = [
  ...batchesOf(2021, {
    calls: 268,
    telecomCalls: 61,
    publicOrder: 92,
    minor: { fast: 20, slow: 6, open: 14 },
    telecom: { cleared: 9, open: 36 },
    major: { cleared: 5, open: 0 },
    other: { cleared: 20, open: 11 },
  }),
  ...batchesOf(2022, {
    calls: 251,
    telecomCalls: 55,
    publicOrder: 88,
    minor: { fast: 22, slow: 4, open: 12 },
    telecom: { cleared: 8, open: 37 },
    major: { cleared: 6, open: 0 },
    other: { cleared: 27, open: 5 },
  }),
  {
    count: 283,
    kind: 'public_order',
    categories: AT_SEA,
    opened: ['2022-01-01', '2022-11-30'],
    cleared: yearDays(2022),
  },
] as const satisfies readonly CaseBatch[];

/** Printed of 2022: 36 cases of fraud on the elderly, 64 suspects, 46万余元 recovered. */
const haicangBatches = [
  {
    count: 36,
    kind: 'criminal',
    categories: ELDERLY,
    opened: ['2022-01-01', '2022-11-30'],
    cleared: yearDays(2022),
    loss: [500, 6_000],
    sums: { suspects: 64, recovered: 463_500 },
  },
] as const satisfies readonly CaseBatch[];

/** Printed of 2021: 1071 of 1250 minor cases cleared (85.68 %), the best of the province. */
const minorOf2021 = { kind: 'criminal', categories: MINOR, minor: true, loss: [20, 290] } as const;
const sanmingMinor: readonly CaseBatch[] = [
  { ...minorOf2021, count: 702, opened: yearDays(2021), cleared: 'fast', recovered: 70 },
  { ...minorOf2021, count: 369, opened: ['2021-01-01', '2021-11-30'], cleared: yearDays(2021), recovered: 40 },
  { ...minorOf2021, count: 179, opened: yearDays(2021) },
];

/** Printed of 2021/2022 against 2020/2021: calls -17 %, of fraud -51.1 %, of theft -31.4 %; criminal cases -24.3 %. */
const anhaiBatches = [
  { year: 2020, theft: 60, fraud: 90, others: 80, criminal: 85 },
  { year: 2021, theft: 42, fraud: 45, others: 103, criminal: 63 },
  { year: 2022, theft: 28, fraud: 21, others: 110, criminal: 49 },
].flatMap(({ year, theft, fraud, others, criminal }): readonly CaseBatch[] => {
  const call = { kind: 'call', opened: yearDays(year) } as const;
  const slow = { kind: 'criminal', opened: [`${year}-01-01`, `${year}-11-30`], cleared: yearDays(year) } as const;
  const fast = Math.round(criminal * 0.35);
  const other = Math.round(criminal * 0.3);
  return [
    { ...call, count: theft, categories: { 盗窃: 1 } },
    { ...call, count: fraud, categories: { 电信网络诈骗: 7, 诈骗: 3 } },
    { ...call, count: others, categories: OTHER_CALLS },
    {
      kind: 'criminal',
      opened: yearDays(year),
      count: fast,
      categories: MINOR,
      minor: true,
      cleared: 'fast',
      recovered: 70,
      loss: [20, 290],
    },
    { ...slow, count: other, categories: OTHER },
    {
      kind: 'criminal',
      opened: yearDays(year),
      count: criminal - fast - other,
      categories: TELECOM,
      loss: [200, 9_000],
      recovered: 5,
    },
  ];
});

/** Printed of 2017/2019: theft, robbery and fraud are 1579 of 1804 criminal cases, 87.53 %. */
const taizhouBatches = ([2017, 2018, 2019] as const).flatMap((year, at): readonly CaseBatch[] => {
  const opened: Days = [`${year}-01-01`, `${year}-11-30`];
  const crime = { kind: 'criminal', opened, cleared: yearDays(year) } as const;
  const theirs = [601, 530, 448][at] ?? 0;
  const cleared = Math.round(theirs * (0.5 + 0.08 * at));
  const spoils = { loss: [50, 2_000], categories: { 盗窃: 58, 诈骗: 14, 电信网络诈骗: 22, 抢夺: 3, 抢劫: 3 } } as const;
  return [
    { kind: 'call', count: 520 - 60 * at, categories: CALLS, opened: yearDays(year) },
    { ...crime, ...spoils, count: cleared, recovered: 30 },
    { kind: 'criminal', opened, ...spoils, count: theirs - cleared },
    { ...crime, count: 75, categories: OTHER },
  ];
});
