import { describe, expect, test } from 'vitest';
import { cityStories, sanmingStories } from '../../../src/demo/dispute-stories.ts';
import { type DisputeRecord, generateDisputes, type Story } from '../../../src/demo/disputes.ts';
import { ANHAI, ZONE } from '../../../src/demo/units.ts';

const villages = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${100 + at}`);
const units = [
  { code: ZONE, villages: villages('350521104', 20) },
  { code: ANHAI, villages: villages('350582101', 42) },
  { code: '350583000000', villages: villages('350583100', 60) },
];
const quanzhou = generateDisputes(7, cityStories(7, units));
const sanming = generateDisputes(7, sanmingStories(villages('350421200', 40)));

const at = (prefix: string) => quanzhou.filter(({ region }) => region.startsWith(prefix));
const between = (day: string, first: string, last: string) => first <= day && day <= last;
const resolved = ({ outcome }: DisputeRecord) => outcome === '化解成功';

describe('what is printed', () => {
  test('the zone in 2021: 1327 found, 1304 resolved', () => {
    const zone = at('350521104');
    const found = zone.filter(({ foundOn, acceptedOn }) => (foundOn || acceptedOn).startsWith('2021'));
    expect(found).toHaveLength(1327);
    expect(zone.filter((one) => resolved(one) && one.closedOn.startsWith('2021'))).toHaveLength(1304);
  });

  test('安海镇 since 2021: 1102 accepted, 2208 parties, 7.68 million yuan and some', () => {
    const accepted = at('350582101').filter(({ acceptedOn }) => between(acceptedOn, '2021-01-01', '2022-06-30'));
    const amount = accepted.reduce((sum, one) => sum + Number(one.amount), 0);
    expect(accepted).toHaveLength(1102);
    expect(accepted.reduce((sum, { parties }) => sum + Number(parties), 0)).toBe(2208);
    expect(amount).toBeGreaterThanOrEqual(7_680_000);
    expect(amount).toBeLessThan(7_690_000);
    expect(accepted.some(({ escalated, performed }) => escalated === '是' || performed === '否')).toBe(false);
  });

  test('三明 to September 2021: 17331 of 17757 settled, 621 escalations prevented', () => {
    const ended = sanming.filter(
      ({ closedOn, outcome }) => between(closedOn, '2021-01-01', '2021-09-30') && outcome !== '撤回',
    );
    const prevented = sanming.filter(
      ({ acceptedOn, prevented }) => between(acceptedOn, '2021-01-01', '2021-09-30') && prevented === '是',
    );
    expect(ended).toHaveLength(17_757);
    expect(ended.filter(resolved)).toHaveLength(17_331);
    expect(prevented).toHaveLength(621);
  });
});

test('the same seed gives the same records, another seed others', () => {
  const again = generateDisputes(7, cityStories(7, units));
  const other = generateDisputes(8, cityStories(7, units));
  expect(again).toEqual(quanzhou);
  expect(other).not.toEqual(quanzhou);
});

test('no record contradicts itself, and each has a number of its own', () => {
  const records = [...quanzhou, ...sanming];
  const contradictions = records.filter(
    ({ foundOn, acceptedOn, closedOn, outcome, agreement, performed }) =>
      foundOn > acceptedOn ||
      (closedOn !== '' && closedOn < acceptedOn) ||
      (closedOn === '') !== (outcome === '调处中') ||
      (performed !== '' && agreement === '无'),
  );
  expect(contradictions).toEqual([]);
  expect(new Set(records.map(({ serial }) => serial)).size).toBe(records.length);
});

test('a story whose sums cannot be met is refused', () => {
  const story: Story = {
    name: 'X',
    places: ['350521104100'],
    channels: { grid: 1 },
    prevented: 0,
    batches: [{ count: 5, outcome: 'pending', opened: ['2021-01-01', '2021-01-31'] }],
    sums: { accepted: ['2021-01-01', '2021-01-31'], parties: 4, amount: 0 },
  };
  expect(() => generateDisputes(1, [story])).toThrow(/at least 1 each for 5/);
});
