import { reported, theme } from './indicator.ts';

export const organizedCrime = theme('organized_crime', '扫黑除恶', 'Organized crime', {
  gangs: reported(
    'count',
    ['打掉黑恶团伙数', 'Gangs broken up'],
    ['期内打掉的黑恶势力团伙', 'gangs broken up in the period'],
    {
      unit: 'count',
      aliases: ['打掉黑恶势力团伙数', '打掉恶势力犯罪组织数', '打掉（网上）恶势力组织数'],
    },
  ),
  suspects: reported(
    'count',
    ['涉黑涉恶嫌疑人数', 'Gang-crime suspects arrested'],
    ['期内抓获的涉黑涉恶犯罪嫌疑人', 'suspects of gang crimes arrested in the period'],
    {
      unit: 'person',
      aliases: ['抓获涉黑涉恶犯罪嫌疑人数'],
      note: {
        zh: '“团伙成员”未写明所涉罪名时不在此列。',
        en: '"Gang members" of unnamed crimes are another measure.',
      },
    },
  ),
});
