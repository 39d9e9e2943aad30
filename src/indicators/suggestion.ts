import { reported, theme } from './indicator.ts';

export const suggestion = theme('suggestion', '金点子', 'Suggestions', {
  valid: reported(
    'count',
    ['金点子有效意见数', 'Valid suggestions'],
    ['期内收到的有效意见', 'valid suggestions of the period'],
    {
      unit: 'count',
      aliases: ['有效意见数'],
    },
  ),
  excellent: reported(
    'count',
    ['优秀金点子数', 'Suggestions judged excellent'],
    ['期内评为优秀的意见', 'suggestions judged excellent in the period'],
    {
      unit: 'count',
    },
  ),
  adoptionRate: reported(
    'proportion',
    ['金点子采纳率', 'Suggestion adoption rate'],
    ['采纳数 ÷ 有效意见数', 'suggestions adopted / valid suggestions'],
    { unit: 'percent', decimals: 1, direction: 'higher' },
  ),
});
