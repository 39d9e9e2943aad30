import { count, median, proportion, ratio, reported, share, theme } from './indicator.ts';

export const mediation = theme('mediation', '矛盾纠纷', 'Mediation', {
  found: count(
    ['排查发现矛盾纠纷数', 'Disputes found by screening'],
    ['排查日期（缺则受理日期）在期内的纠纷', 'disputes by discovery date, or acceptance date where it is empty'],
    'mediations.found',
    { aliases: ['排查矛盾纠纷数'] },
  ),
  accepted: count(
    ['受理矛盾纠纷数', 'Disputes accepted'],
    ['受理日期在期内的纠纷', 'disputes by acceptance date'],
    'mediations.accepted',
  ),
  resolved: count(
    ['调解成功数', 'Disputes settled'],
    ['办结日期在期内且化解成功的纠纷', 'disputes resolved, by closing date'],
    'mediations.resolved_in_period',
    { direction: 'higher', aliases: ['成功化解矛盾纠纷数', '化解矛盾纠纷数'] },
  ),
  resolutionRate: ratio(
    ['矛盾纠纷化解率', 'Dispute resolution rate'],
    [
      '期内化解成功数 ÷ 期内排查发现数（期间口径，可超过100%）',
      'resolved in the period / found in the period (may pass 100 %)',
    ],
    'mediations.resolved_in_period',
    'mediations.found',
    { aliases: ['矛盾纠纷化解成功率', '化解率'] },
  ),
  successRate: proportion(
    ['调解成功率', 'Mediation success rate'],
    ['期内化解成功数 ÷ 期内调解终结数（不含撤回）', 'resolved / mediation ended in the period, withdrawn left out'],
    'mediations.resolved_in_period',
    'mediations.ended',
  ),
  mediationRate: proportion(
    ['调解率', 'Mediation rate'],
    ['期内受理且未撤回数 ÷ 期内受理数', 'accepted and not withdrawn / accepted'],
    'mediations.mediated',
    'mediations.accepted',
    { aliases: ['各类矛盾纠纷调解率'] },
  ),
  performanceRate: proportion(
    ['协议履行率', 'Agreement performance rate'],
    [
      '期内办结且已履行 ÷ 期内办结、有协议且履行情况已知',
      'performed / closed with an agreement whose performance is known',
    ],
    'mediations.performed',
    'mediations.performable',
  ),
  parties: count(
    ['涉及当事人数', 'Parties involved'],
    ['期内受理纠纷的当事人数之和（人次）', 'sum of parties of accepted disputes, person-times'],
    'mediations.parties',
    { unit: 'person' },
  ),
  amount: count(
    ['涉及金额', 'Amount in dispute'],
    ['期内受理纠纷的涉及金额之和', 'sum of the amounts of accepted disputes'],
    'mediations.amount',
    { unit: 'yuan', decimals: 2, aliases: ['涉及财产金额'] },
  ),
  policeResolved: count(
    ['派出所调解室调解成功数', 'Disputes settled at police stations'],
    [
      '办结日期在期内、由派出所（公调对接）受理且化解成功的纠纷',
      'disputes that came through the police, resolved, by closing date',
    ],
    { measure: 'mediations.resolved_in_period', member: 'channel:police' },
    { direction: 'higher', aliases: ['派出所调解室调处矛盾纠纷数'] },
  ),
  massIncidentsPrevented: reported(
    'count',
    ['预防群体性事件数', 'Mass incidents prevented'],
    ['期内预防的可能引发群体性的事件', 'events that could have become mass incidents, prevented in the period'],
    { unit: 'count' },
  ),
  escalationsPrevented: count(
    ['防止民转刑案件数', 'Civil-to-criminal escalations prevented'],
    ['期内受理且记为防止民转刑', 'accepted disputes recorded as prevented escalations'],
    'mediations.prevented',
    { direction: 'higher' },
  ),
  escalations: count(
    ['民转刑案件数', 'Civil-to-criminal escalations'],
    ['期内受理且转为刑事案件', 'accepted disputes that became criminal cases'],
    'mediations.escalated',
    { direction: 'lower' },
  ),
  committees: reported('stock', ['人民调解委员会数', 'Mediation committees'], ['期末数', 'at the date'], {
    unit: 'count',
    aliases: ['各类调委会数'],
  }),
  mediators: reported('stock', ['人民调解员数', 'Mediators'], ['期末数', 'at the date'], {
    unit: 'person',
    aliases: ['各级调解员数'],
  }),
  policeStationCoverage: reported(
    'proportion',
    ['派出所调解室覆盖率', 'Police stations with a mediation room'],
    ['设调解室的派出所 ÷ 派出所总数', 'stations with a room / stations, at the date'],
    { unit: 'percent', decimals: 1, direction: 'higher' },
  ),
  medianDays: median(
    ['调解时长中位数', 'Median days to settlement'],
    [
      '期内化解成功纠纷从受理到办结天数的中位数',
      'median of days from acceptance to closing over disputes resolved in the period',
    ],
    'mediations.median_days',
  ),
  typeShare: share(
    ['纠纷类型占比', 'Share by dispute type'],
    ['各类型受理数 ÷ 全部受理数', 'accepted of the type / accepted of all types'],
    'mediations.accepted',
    'type',
  ),
});
