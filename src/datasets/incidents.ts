import { choice, count, identifier, money, region, required, time } from './columns.ts';
import { dataset } from './dataset.ts';

const occurred = { kind: 'flow', on: ['occurredAt'], by: ['kind'] } as const;

export const incidents = dataset({
  code: 'incidents',
  label: { zh: '安全事故', en: 'Incidents' },
  columns: {
    serial: identifier('事故编号', 'Serial number', required),
    kind: choice(
      '事故类型',
      'Kind',
      {
        production: ['生产安全', 'work safety', '生产安全事故', '安全生产'],
        fire: ['火灾', 'fire', '火灾事故'],
        fishery: ['渔业船舶', 'fishing vessels', '渔业', '渔业船舶事故'],
        road: ['道路交通', 'road traffic', '交通', '道路交通事故'],
        chemical: ['危化品', 'hazardous chemicals', '危险化学品'],
        other: ['其他', 'other', '其它'],
      },
      { required: true, aliases: ['事故类别'], suffixes: ['事故', '类'] },
    ),
    region: region('所属地区', 'Region', required),
    occurredAt: time('发生时间', 'Occurred at', { required: true, aliases: ['发生日期', '事发时间'] }),
    deaths: count('死亡人数', 'Deaths'),
    injuries: count('受伤人数', 'Injuries'),
    loss: money('直接经济损失', 'Direct loss', { aliases: ['经济损失'] }),
  },
  key: ['serial'],
  covers: 'occurredAt',
  sensitive: true,
  measures: {
    incidents: { ...occurred, label: { zh: '事故起数', en: 'Incidents' } },
    fatal: { ...occurred, label: { zh: '亡人事故起数', en: 'Fatal incidents' }, where: { deaths: { atLeast: 1 } } },
    deaths: { ...occurred, label: { zh: '死亡人数', en: 'Deaths' }, sum: 'deaths' },
    injuries: { ...occurred, label: { zh: '受伤人数', en: 'Injuries' }, sum: 'injuries' },
    loss: { ...occurred, label: { zh: '直接经济损失', en: 'Direct losses' }, sum: 'loss' },
  },
  rules: [],
});
