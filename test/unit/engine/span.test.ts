import { expect, it } from 'vitest';
import { datasets } from '../../../src/datasets/index.ts';
import { declaredMeasures, measureOf } from '../../../src/engine/values/declared-measures.ts';
import { monthsDue, placementOf } from '../../../src/engine/values/span.ts';
import { parsePeriod } from '../../../src/kernel/period.ts';
import type { Region, RegionLevel } from '../../../src/regions/region.ts';

const TODAY = '2022-05-20';
const measures = declaredMeasures(datasets);
const place = (measure: string, level: RegionLevel, period: string) =>
  placementOf(measureOf(measures, measure), regionAt(level), parsePeriod(period), TODAY);

const regionAt = (level: RegionLevel): Region => ({
  id: 1,
  code: '1',
  name: '甲',
  shortName: '甲',
  level,
  kind: 'statutory',
  parentId: null,
  path: [1],
  validFrom: null,
  validTo: null,
  successorId: null,
});

it.each([
  ['mediations.found', 'county', '2021', 'ledger', '2021-01-01', '2022-01-01'],
  ['mediations.found', 'township', '2021-02/2021-05', 'ledger', '2021-02-01', '2021-06-01'],
  ['mediations.found', 'village', '2021', 'rows', '2021-01-01', '2022-01-01'],
  ['mediations.found', 'county', '2021-W10', 'rows', '2021-03-08', '2021-03-15'],
  ['mediations.found', 'county', '2022-01/..', 'ledger', '2022-01-01', '2022-06-01'],
  ['mediations.median_days', 'county', '2021', 'lengths', '2021-01-01', '2022-01-01'],
  ['mediations.median_days', 'county', '2021-W10', 'rows', '2021-03-08', '2021-03-15'],
  ['mediations.median_days', 'township', '2021', 'rows', '2021-01-01', '2022-01-01'],
  ['tickets.median_hours', 'province', '2021', 'lengths', '2021-01-01', '2022-01-01'],
  ['patrol_teams.teams', 'county', '2021', 'ledger', '0001-01-01', '2022-01-01'],
  ['patrol_teams.teams', 'county', '2021-03-09', 'rows', '2021-03-09', '2021-03-10'],
  ['patrol_teams.teams', 'county', '2021-03-31', 'ledger', '0001-01-01', '2021-04-01'],
  ['patrol_teams.teams', 'county', '2022', 'rows', TODAY, '2022-05-21'],
] as const)('%s of a %s in %s is read from the %s', (measure, level, period, source, from, to) => {
  expect(place(measure, level, period)).toEqual({ source, from, to });
});

it('expects the months that have begun to report', () => {
  expect(monthsDue('flow', parsePeriod('2022'), TODAY)).toEqual({ from: '2022-01-01', to: '2022-06-01' });
  expect(monthsDue('flow', parsePeriod('2021-W09'), TODAY)).toEqual({ from: '2021-03-01', to: '2021-04-01' });
  expect(monthsDue('stock', parsePeriod('2021'), TODAY)).toEqual({ from: '2021-12-01', to: '2022-01-01' });
});
