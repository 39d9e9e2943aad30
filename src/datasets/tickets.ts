import { choice, count, flag, identifier, region, required, text, time } from './columns.ts';
import { dataset } from './dataset.ts';

const by = ['category', 'channel'] as const;
const reported = { kind: 'flow', on: ['reportedAt'], by } as const;
const due = { kind: 'flow', on: ['dueAt'], by } as const;
const closed = { kind: 'flow', on: ['closedAt'], by } as const;
const handling = { between: ['reportedAt', 'closedAt'], in: 'hour' } as const;

export const tickets = dataset({
  code: 'tickets',
  label: { zh: '网格事件', en: 'Tickets' },
  columns: {
    serial: identifier('事件编号', 'Serial number', { required: true, aliases: ['工单号', '工单编号'] }),
    category: choice(
      '事件类别',
      'Category',
      {
        安全隐患: ['安全隐患', 'safety hazards'],
        消防: ['消防', 'fire safety'],
        治安: ['治安', 'public order', '社会治安'],
        环境卫生: ['环境卫生', 'sanitation'],
        市容: ['市容', 'city appearance', '市容市貌', '市容环境'],
        民生诉求: ['民生诉求', 'livelihood requests', '民生', '民生服务'],
        矛盾纠纷: ['矛盾纠纷', 'disputes'],
        其他: ['其他', 'other', '其它'],
      },
      { required: true, aliases: ['事件类型'] },
    ),
    region: region('所属地区', 'Region', required),
    grid: identifier('网格', 'Grid', { aliases: ['所属网格', '网格编码'] }),
    channel: choice(
      '来源',
      'Channel',
      {
        grid_app: ['网格员上报', 'grid app', '网格员', '网格上报', '网格员发现', '网格员巡查'],
        hotline: ['12345热线', 'hotline', '12345', '热线', '12345平台', '政务热线', '市民热线'],
        walk_in: ['窗口', 'walk-in', '窗口受理', '窗口登记'],
        camera: ['视频发现', 'camera', '视频', '视频巡查', '视频监控'],
        patrol: ['巡防', 'patrol', '巡防发现', '巡防队'],
      },
      { required: true, aliases: ['事件来源', '上报渠道'] },
    ),
    reporter: text('上报单位', 'Reporting unit'),
    handler: text('办理单位', 'Handling unit', { aliases: ['承办单位', '处置单位'] }),
    reportedAt: time('上报时间', 'Reported at', required),
    acceptedAt: time('受理时间', 'Accepted at'),
    dispatchedAt: time('派单时间', 'Dispatched at'),
    dueAt: time('办理时限', 'Due at', { aliases: ['办结时限'], deadline: true }),
    closedAt: time('办结时间', 'Closed at'),
    returned: count('退回次数', 'Times returned'),
    calledBackAt: time('回访时间', 'Called back at'),
    satisfied: flag('是否满意', 'Satisfied'),
  },
  key: ['serial'],
  covers: 'reportedAt',
  settled: { closedAt: { known: true } },
  measures: {
    reported: { ...reported, label: { zh: '上报', en: 'Reported' } },
    reportedClosed: {
      ...reported,
      label: { zh: '上报后办结（队列口径）', en: 'Reported and closed since (cohort)' },
      where: { closedAt: { known: true } },
    },
    closed: { ...closed, label: { zh: '办结（期间口径）', en: 'Closed in the period' } },
    due: { ...due, label: { zh: '到期', en: 'Due' } },
    closedOnTime: {
      ...due,
      label: { zh: '按期办结', en: 'Closed on time' },
      within: { between: ['dueAt', 'closedAt'], in: 'second', atMost: 0 },
    },
    backlog: {
      kind: 'stock',
      label: { zh: '未办结', en: 'Open' },
      from: 'reportedAt',
      until: 'closedAt',
      by,
    },
    hours: { ...closed, label: { zh: '办结用时（小时）', en: 'Hours to closure' }, sum: handling },
    medianHours: {
      kind: 'median',
      label: { zh: '办结用时中位数（小时）', en: 'Median hours to closure' },
      on: ['closedAt'],
      of: handling,
      index: { month: 'closedMonth', class: 'handlingClass' },
    },
    returned: { ...reported, label: { zh: '退回次数', en: 'Times returned' }, sum: 'returned' },
    calledBack: { ...closed, label: { zh: '已回访', en: 'Called back' }, where: { calledBackAt: { known: true } } },
    satisfied: { ...closed, label: { zh: '满意', en: 'Satisfied' }, where: { satisfied: true } },
    answered: { ...closed, label: { zh: '有评价', en: 'Answered' }, where: { satisfied: { known: true } } },
    ownReports: {
      ...reported,
      label: { zh: '自采自办（采办不分离）', en: 'Reported and handled by the same unit' },
      same: ['reporter', 'handler'],
    },
  },
  rules: [{ kind: 'order', columns: ['reportedAt', 'closedAt'] }],
});
