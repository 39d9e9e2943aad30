import { choice, count, day, identifier, region, required, text } from './columns.ts';
import { dataset } from './dataset.ts';

const inForce = { kind: 'stock', from: 'establishedOn', until: 'dissolvedOn' } as const;

export const patrolTeams = dataset({
  code: 'patrol_teams',
  label: { zh: '巡防队伍', en: 'Patrol teams' },
  columns: {
    code: identifier('队伍编号', 'Team code', required),
    name: text('队伍名称', 'Team name'),
    region: region('所属地区', 'Region', required),
    kind: choice(
      '队伍类型',
      'Kind',
      {
        armed: ['武装巡逻处突警组', 'armed patrol group', '武装巡逻', '武装巡逻组', '武装处突警组'],
        full_time: ['专职巡防队', 'full-time team', '专职巡防', '专职', '专职队伍'],
        volunteer: ['平安志愿者', 'volunteers', '志愿者', '志愿者队伍', '平安志愿队'],
        militia: ['民兵', 'militia', '民兵队伍', '民兵队'],
      },
      required,
    ),
    members: count('队员人数', 'Members', { required: true, aliases: ['人数', '队员数'] }),
    establishedOn: day('成立日期', 'Established on', required),
    dissolvedOn: day('撤销日期', 'Dissolved on'),
  },
  key: ['code'],
  covers: 'establishedOn',
  measures: {
    teams: { ...inForce, label: { zh: '队伍', en: 'Teams' }, by: ['kind'] },
    members: { ...inForce, label: { zh: '队员', en: 'Members' }, sum: 'members', by: ['kind'] },
    volunteers: {
      ...inForce,
      label: { zh: '平安志愿者', en: 'Volunteers' },
      sum: 'members',
      where: { kind: 'volunteer' },
    },
  },
  rules: [{ kind: 'order', columns: ['establishedOn', 'dissolvedOn'] }],
});
