import { proportion, reported, theme } from './indicator.ts';

const rate = { unit: 'percent', decimals: 1, direction: 'higher' } as const;

export const response = theme('response', '快速反应', 'Response', {
  urgent10minRate: proportion(
    ['紧急警情10分钟到场率', 'Urgent calls reached in 10 minutes'],
    ['派警后10分钟内到场的紧急警情 ÷ 已派警的紧急警情', 'urgent calls reached within 600 s of dispatch / dispatched'],
    'cases.urgent_reached',
    'cases.urgent_dispatched',
    { ...rate, aliases: ['紧急警情10分钟内到场率'] },
  ),
  rapidRate: reported(
    'proportion',
    ['快速反应率', 'Rapid-response rate'],
    ['在1、3、5分钟分级时限内响应的警情 ÷ 已派警的警情', 'calls answered within their tier limit / dispatched'],
    { ...rate, note: { zh: '分级含义由各地规定。', en: 'What the tiers mean is local.' } },
  ),
});
