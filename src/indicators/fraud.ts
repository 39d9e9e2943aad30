import { count, ratio, reported, theme } from './indicator.ts';

export const fraud = theme('fraud', '电信网络诈骗', 'Telecom fraud', {
  telecomFiled: count(
    ['电信网络诈骗立案数', 'Telecom-fraud cases filed'],
    ['立案日期在期内的电信网络诈骗刑事案件', 'telecom-fraud criminal cases by filing date'],
    'cases.telecom_filed',
    { unit: 'count', direction: 'lower', aliases: ['电诈刑事发案数', '电诈立案数'] },
  ),
  telecomCalls: count(
    ['电信网络诈骗警情数', 'Telecom-fraud calls'],
    ['期内接报的电信网络诈骗警情', 'telecom-fraud calls by the time of report'],
    'cases.telecom_calls',
    { unit: 'count', direction: 'lower', aliases: ['电诈警情数'] },
  ),
  telecomLoss: count(
    ['电信网络诈骗损失金额', 'Telecom-fraud losses'],
    ['期内立案的电信网络诈骗损失金额之和', 'sum of the losses of cases filed in the period'],
    'cases.telecom_loss',
    { unit: 'yuan', decimals: 2, direction: 'lower', aliases: ['电诈损失金额'] },
  ),
  recoveryRate: ratio(
    ['追赃挽损率', 'Loss recovery rate'],
    ['追回金额 ÷ 损失金额', 'yuan recovered or returned / yuan lost'],
    'cases.telecom_recovered',
    'cases.telecom_loss',
    {
      unit: 'percent',
      direction: 'higher',
      note: { zh: '追回的可以是往期损失。', en: 'Recovery can concern earlier losses.' },
    },
  ),
  elderFiled: count(
    ['养老诈骗立案数', 'Cases of fraud on the elderly filed'],
    ['立案日期在期内的养老诈骗刑事案件', 'criminal cases of fraud on the elderly by filing date'],
    'cases.elder_fraud_filed',
    { unit: 'count', direction: 'lower', aliases: ['养老诈骗刑事案件数'] },
  ),
  elderSuspects: count(
    ['养老诈骗抓获嫌疑人数', 'Suspects of fraud on the elderly caught'],
    ['期内立案的养老诈骗案件抓获人数之和', 'suspects caught in cases of fraud on the elderly filed in the period'],
    'cases.elder_fraud_suspects',
    { unit: 'person', aliases: ['养老诈骗抓获犯罪嫌疑人数'] },
  ),
  elderRecovered: count(
    ['养老诈骗追赃金额', 'Recovered from fraud on the elderly'],
    ['期内立案的养老诈骗案件追回金额之和', 'yuan recovered in cases of fraud on the elderly filed in the period'],
    'cases.elder_fraud_recovered',
    { unit: 'yuan', decimals: 2, direction: 'higher', aliases: ['养老诈骗追回赃款'] },
  ),
  protectionCoverage: reported(
    'proportion',
    ['防诈工具覆盖率', 'Anti-fraud tool coverage'],
    ['受保护人数 ÷ 有手机实有人口数（期末）', 'persons protected / actual population with a phone, at the date'],
    {
      unit: 'percent',
      decimals: 1,
      direction: 'higher',
      aliases: ['手机防诈受保护人数占比'],
      note: {
        zh: '分母口径不一：有手机实有人口或常住人口。',
        en: 'The denominator differs: phone owners or residents.',
      },
    },
  ),
  defraudedAfterWarningRate: reported(
    'proportion',
    ['预警后被骗率', 'Defrauded-after-warning rate'],
    ['预警后仍被骗人数 ÷ 预警人数', 'warned persons defrauded afterwards / persons warned'],
    { unit: 'percent', direction: 'lower', aliases: ['预后被骗率'] },
  ),
});
