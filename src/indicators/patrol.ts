import { count, perPopulation, stock, theme } from './indicator.ts';

export const patrol = theme('patrol', '巡防', 'Patrols', {
  teams: stock(
    ['巡防队伍数', 'Patrol teams'],
    ['期末在册队伍：成立日期不晚于期末，且未撤销或撤销日期晚于期末', 'teams in force on the last day'],
    'patrol_teams.teams',
    { aliases: ['专职平安巡防队伍数', '治安巡防队伍数'] },
  ),
  members: stock(
    ['巡防队员数', 'Patrol members'],
    ['期末在册队伍的队员数之和', 'members of the teams in force on the last day'],
    'patrol_teams.members',
    { unit: 'person', aliases: ['专职巡防队员数', '治安巡防队员数'] },
  ),
  membersPer10k: perPopulation(
    ['每万人巡防队员数', 'Patrol members per 10,000 people'],
    ['期末巡防队员数 × 10000 ÷ 常住人口', 'members × 10,000 / resident population'],
    'patrol_teams.members',
    10_000,
    { direction: 'higher' },
  ),
  volunteers: stock(
    ['平安志愿者数', 'Safety volunteers'],
    ['期末在册平安志愿者队伍的队员数之和', 'members of volunteer teams in force on the last day'],
    'patrol_teams.volunteers',
    { zeroYields: true, unit: 'person' },
  ),
  eventsAssisted: count(
    ['巡防协助事件数', 'Events assisted by patrols'],
    ['期内协助事件之和', 'sum of assisted events'],
    'patrols.events',
    {
      unit: 'count',
    },
  ),
});
