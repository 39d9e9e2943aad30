import { count, median, proportion, stock, theme } from './indicator.ts';

const rate = { unit: 'percent', direction: 'higher' } as const;

export const ticket = theme('ticket', '网格事件', 'Tickets', {
  reported: count(
    ['事件上报数', 'Issues reported'],
    ['上报时间在期内的事件', 'tickets by the time of report'],
    'tickets.reported',
    { unit: 'count', aliases: ['采集问题信息数'] },
  ),
  closureRate: proportion(
    ['办结率', 'Closure rate'],
    ['期内上报且截至查询时已办结 ÷ 期内上报数（队列口径）', 'reported in the period and closed by now / reported'],
    'tickets.reported_closed',
    'tickets.reported',
    { ...rate, aliases: ['事件办结率', '问题信息办结率'] },
  ),
  onTimeRate: proportion(
    ['按期办结率', 'On-time closure rate'],
    ['时限内办结数 ÷ 期内到期数', 'closed within the limit / due in the period'],
    'tickets.closed_on_time',
    'tickets.due',
    rate,
  ),
  medianHours: median(
    ['办结时长中位数', 'Median hours to closure'],
    [
      '期内办结事件从上报到办结小时数的中位数',
      'median of hours from report to closure, over tickets closed in the period',
    ],
    'tickets.median_hours',
    { unit: 'hour', decimals: 1, direction: 'lower' },
  ),
  backlog: stock(
    ['未办结存量', 'Open backlog'],
    ['期末已上报而未办结的事件', 'tickets reported and not closed at the end of the last day'],
    'tickets.backlog',
    { unit: 'count', direction: 'lower' },
  ),
  callbackRate: proportion(
    ['回访核实率', 'Call-back verification rate'],
    ['已回访数 ÷ 办结数', 'called back / closed in the period'],
    'tickets.called_back',
    'tickets.closed',
    rate,
  ),
  satisfactionRate: proportion(
    ['群众满意率（办件）', 'Satisfaction with handling'],
    ['满意数 ÷ 有评价数', 'satisfied / answers, over tickets closed in the period'],
    'tickets.satisfied',
    'tickets.answered',
    { ...rate, aliases: ['办件满意率'] },
  ),
});
