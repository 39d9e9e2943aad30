import { choice, count, flag, number, region, required, text, year } from './columns.ts';
import { dataset } from './dataset.ts';

const rated = { kind: 'flow', on: ['year'], by: ['unitKind'] } as const;
const STARS = 3;
const MOST_STARS = 5;

export const ratings = dataset({
  code: 'ratings',
  label: { zh: '星级评定', en: 'Ratings' },
  columns: {
    unit: text('单位名称', 'Unit', { required: true, aliases: ['参评单位'] }),
    unitKind: choice(
      '单位类型',
      'Kind of unit',
      {
        village: ['村（社区）', 'village', '村', '社区', '行政村', '村委会', '居委会', '社区居委会'],
        enterprise: ['企业', 'enterprise', '民营企业', '国有企业', '规上企业'],
        estate: ['小区', 'estate', '住宅小区', '居民小区'],
        household: ['家庭', 'household', '家庭户', '住户'],
        campus: ['校园', 'campus', '学校', '中小学', '幼儿园'],
        county: ['县（市、区）', 'county', '县', '区县'],
        township: ['乡镇（街道）', 'township', '乡镇', '街道'],
        institution: ['机关企事业单位', 'institution', '机关事业单位', '单位'],
      },
      required,
    ),
    region: region('所属地区', 'Region', required),
    scheme: text('评定方案', 'Scheme', { required: true, aliases: ['评定项目', '方案'] }),
    year: year('考评年度', 'Year assessed', { required: true, aliases: ['评定年度', '年度'] }),
    stars: count('星级', 'Stars'),
    score: number('得分', 'Score', { aliases: ['考评得分'] }),
    passed: flag('是否达标', 'Passed', { aliases: ['达标'] }),
    vetoed: flag('是否一票否决', 'Vetoed', { aliases: ['一票否决'] }),
  },
  key: ['scheme', 'year', 'region', 'unit'],
  covers: 'year',
  pseudonym: { column: 'unit', where: { unitKind: 'household' } },
  measures: {
    rated: { ...rated, label: { zh: '参评单位', en: 'Units rated' } },
    assessed: { ...rated, label: { zh: '达标考评单位', en: 'Units assessed' }, where: { passed: { known: true } } },
    passed: { ...rated, label: { zh: '达标单位', en: 'Units passed' }, where: { passed: true } },
    starredVillages: {
      kind: 'distinct',
      on: ['year'],
      level: 'village',
      name: 'unit',
      label: { zh: '三星及以上的村（社区）', en: 'Villages with three stars or more' },
      where: { unitKind: 'village', stars: { atLeast: STARS } },
    },
    starred: {
      ...rated,
      label: { zh: '三星及以上的单位', en: 'Units with three stars or more' },
      where: { stars: { atLeast: STARS } },
    },
    fiveStars: {
      ...rated,
      label: { zh: '五星单位', en: 'Units with five stars' },
      where: { stars: { atLeast: MOST_STARS } },
    },
    vetoed: { ...rated, label: { zh: '一票否决单位', en: 'Units vetoed' }, where: { vetoed: true } },
  },
  rules: [],
});
