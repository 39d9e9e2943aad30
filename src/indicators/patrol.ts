import type { MeasureCode } from './formula.ts';
import { count, perPopulation, stock, theme } from './indicator.ts';

type Names = readonly [zh: string, en: string];

const event = (names: Names, measure: MeasureCode, aliases: readonly string[], unit: 'count' | 'person' = 'count') =>
  count(names, ['开始时间在期内的巡防记录之和', 'summed over the patrols that started in the period'], measure, {
    unit,
    aliases,
  });

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
  armedGroups: stock(
    ['武装巡逻处突警组数', 'Armed patrol groups'],
    ['期末在册的武装巡逻处突警组', 'armed patrol groups in force on the last day'],
    { measure: 'patrol_teams.teams', member: 'kind:armed' },
    { zeroYields: true, aliases: ['武装巡逻处突警组'] },
  ),
  rescues: event(['巡防协助事故救援数', 'Rescues assisted'], 'patrols.rescues', ['协助处理事故救援数']),
  fires: event(['巡防扑灭火情数', 'Fires put out by patrols'], 'patrols.fires', ['扑灭危险火情数']),
  disputes: event(['巡防队调解纠纷数', 'Disputes settled by patrols'], 'patrols.disputes', []),
  suspects: event(
    ['巡防抓获扭送嫌疑人数', 'Suspects caught by patrols'],
    'patrols.suspects',
    ['抓获扭送违法犯罪嫌疑人数'],
    'person',
  ),
  clues: event(['巡防提供线索数', 'Leads given by patrols'], 'patrols.clues', ['提供违法犯罪线索数']),
  assistedCases: event(['巡防协助破案数', 'Cases cleared with the help of patrols'], 'patrols.assisted_cases', [
    '协助破获治安或刑事案件数',
  ]),
  eventsAssisted: count(
    ['巡防协助事件数', 'Events assisted by patrols'],
    ['期内协助事件之和', 'sum of assisted events'],
    'patrols.events',
    {
      unit: 'count',
    },
  ),
});
