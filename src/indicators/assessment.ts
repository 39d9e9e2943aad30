import { assessed, theme } from './indicator.ts';

export const assessment = theme('assessment', '平安考评', 'Assessment', {
  score: assessed(
    ['平安考评得分', 'Assessment score'],
    ['基础分 + 加分 − 扣分，适用一票否决', 'base + bonus − deductions, with vetoes applied'],
    {
      aliases: ['全省平安考核'],
      note: { zh: '评分办法分版本，不可汇总。', en: 'Schemes have versions; scores do not roll up.' },
    },
  ),
});
