import { reported, theme } from './indicator.ts';

export const video = theme('video', '视频监控', 'Video', {
  cameras: reported('stock', ['视频监控路数', 'Camera feeds'], ['期末联网视频路数', 'networked feeds at the date'], {
    unit: 'count',
    direction: 'higher',
    aliases: ['联网视频监控总数'],
  }),
  camerasAdded: reported(
    'count',
    ['新增公共视频设施数', 'Public cameras added'],
    ['期内新增数', 'added in the period'],
    {
      unit: 'count',
      direction: 'higher',
    },
  ),
  keyAreaCoverage: reported(
    'proportion',
    ['重点区域视频覆盖率', 'Video coverage of key areas'],
    ['已覆盖重点部位 ÷ 重点部位总数', 'key places covered / key places, at the date'],
    {
      unit: 'percent',
      decimals: 1,
      direction: 'higher',
      aliases: ['重点公共区域视频监控覆盖率'],
      note: {
        zh: '只指辖区全部重点公共区域；校园等单一场所的覆盖率不在此列。',
        en: 'All key public areas of the region; the coverage of one sort of place, such as schools, is another measure.',
      },
    },
  ),
});
