import { reported, theme } from './indicator.ts';

export const suggestion = theme('suggestion', '金点子', 'Suggestions', {
  adoptionRate: reported(
    'proportion',
    ['金点子采纳率', 'Suggestion adoption rate'],
    ['采纳数 ÷ 有效意见数', 'suggestions adopted / valid suggestions'],
    { unit: 'percent', decimals: 1, direction: 'higher' },
  ),
});
