import { choice, count, day, flag, identifier, money, region, required, time } from '../../src/datasets/columns.ts';
import { dataset } from '../../src/datasets/dataset.ts';

const happened = { kind: 'flow', on: ['happenedAt'], by: ['weather'] } as const;

/** A dataset that the product does not have. */
export const trafficAccidents = dataset({
  code: 'traffic_accidents',
  label: { zh: '交通事故', en: 'Traffic accidents' },
  columns: {
    number: identifier('事故认定书号', 'Certificate number', required),
    region: region('所属地区', 'Region', required),
    happenedAt: time('事故时间', 'Happened at', { required: true, aliases: ['事发时间'] }),
    weather: choice('天气', 'Weather', { fine: ['晴', 'fine'], rain: ['雨', 'rain', '小雨', '大雨'] }),
    deaths: count('死亡人数', 'Deaths'),
    hitAndRun: flag('是否逃逸', 'Hit and run'),
    loss: money('财产损失', 'Loss'),
    reopenedOn: day('道路恢复日期', 'Road reopened on'),
  },
  key: ['number'],
  covers: 'happenedAt',
  measures: {
    accidents: { ...happened, label: { zh: '事故起数', en: 'Accidents' } },
    fled: { ...happened, label: { zh: '逃逸事故', en: 'Hit-and-run accidents' }, where: { hitAndRun: true } },
    deaths: { ...happened, label: { zh: '死亡人数', en: 'Deaths' }, sum: 'deaths' },
    loss: { ...happened, label: { zh: '财产损失', en: 'Losses' }, sum: 'loss' },
    closedRoads: {
      kind: 'stock',
      label: { zh: '未恢复道路', en: 'Roads not reopened' },
      from: 'happenedAt',
      until: 'reopenedOn',
    },
    medianClosure: {
      kind: 'median',
      label: { zh: '道路恢复天数', en: 'Days until reopening' },
      on: ['reopenedOn'],
      of: { between: ['happenedAt', 'reopenedOn'], in: 'day' },
    },
  },
  rules: [{ kind: 'order', columns: ['happenedAt', 'reopenedOn'] }],
});
