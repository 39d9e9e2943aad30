import { expect, test } from 'vitest';
import { generateTeams, type Muster } from '../../../src/demo/teams.ts';

const muster: Muster = {
  name: 'T-',
  villages: Array.from({ length: 30 }, (_, at) => `350205001${100 + at}`),
  kinds: { full_time: 1 },
  teams: 48,
  members: 469,
  dissolved: 5,
  steadyFrom: '2021-08-31',
};

test.each(['2021-08-31', '2021-12-31', '2023-01-31'])('on %s the teams in force are those asked for', (day) => {
  const teams = generateTeams(3, [muster]);
  const inForce = teams.filter(
    ({ establishedOn, dissolvedOn }) => establishedOn <= day && (dissolvedOn === '' || dissolvedOn > day),
  );
  expect(teams).toHaveLength(53);
  expect(inForce).toHaveLength(48);
  expect(inForce.reduce((sum, { members }) => sum + Number(members), 0)).toBe(469);
  expect(new Set(inForce.map(({ region }) => region)).size).toBe(30);
});

test('dissolution follows establishment', () => {
  const dissolved = generateTeams(3, [muster]).filter(({ dissolvedOn }) => dissolvedOn !== '');
  expect(dissolved).toHaveLength(5);
  for (const { establishedOn, dissolvedOn } of dissolved) expect(dissolvedOn >= establishedOn).toBe(true);
});
