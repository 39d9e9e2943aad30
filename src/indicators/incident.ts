import { count, proportion, theme } from './indicator.ts';

const events = { unit: 'count', direction: 'lower' } as const;
const deaths = { unit: 'person', direction: 'lower' } as const;

export const incident = theme('incident', '安全事故', 'Accidents and inspections', {
  production: count(
    ['生产安全事故起数', 'Work-safety accidents'],
    ['期内发生的生产安全事故', 'work-safety accidents by the time they happened'],
    { measure: 'incidents.incidents', member: 'kind:production' },
    { ...events, aliases: ['安全生产事故起数'] },
  ),
  productionDeaths: count(
    ['生产安全事故死亡人数', 'Work-safety deaths'],
    ['期内生产安全事故死亡人数之和', 'deaths in work-safety accidents'],
    { measure: 'incidents.deaths', member: 'kind:production' },
    { ...deaths, aliases: ['生产安全事故亡人数', '安全生产事故亡人数', '安全生产事故死亡人数'] },
  ),
  fires: count(
    ['火灾起数', 'Fires'],
    ['期内发生的火灾', 'fires by the time they happened'],
    { measure: 'incidents.incidents', member: 'kind:fire' },
    {
      ...events,
      aliases: ['火灾事故起数'],
    },
  ),
  fireDeaths: count(
    ['火灾死亡人数', 'Fire deaths'],
    ['期内火灾死亡人数之和', 'deaths in fires'],
    { measure: 'incidents.deaths', member: 'kind:fire' },
    {
      ...deaths,
      aliases: ['火灾亡人数', '火灾事故亡人数', '火灾事故死亡人数'],
    },
  ),
  roadDeaths: count(
    ['道路交通事故死亡人数', 'Road deaths'],
    ['期内道路交通事故死亡人数之和', 'deaths in road accidents'],
    { measure: 'incidents.deaths', member: 'kind:road' },
    { ...deaths, aliases: ['道路交通事故亡人数'] },
  ),
  fishery: count(
    ['渔业生产事故起数', 'Fishery accidents'],
    ['期内发生的渔业船舶事故', 'accidents of fishing vessels by the time they happened'],
    { measure: 'incidents.incidents', member: 'kind:fishery' },
    { ...events, aliases: ['渔业船舶事故起数'] },
  ),
  fisheryDeaths: count(
    ['渔业生产事故死亡人数', 'Fishery deaths'],
    ['期内渔业船舶事故死亡人数之和', 'deaths in accidents of fishing vessels'],
    { measure: 'incidents.deaths', member: 'kind:fishery' },
    { ...deaths, aliases: ['渔业生产事故亡人数', '渔业船舶事故死亡人数'] },
  ),
  chemicalFatal: count(
    ['危化品亡人事故起数', 'Fatal accidents with hazardous chemicals'],
    ['期内发生且有人员死亡的危化品事故', 'accidents with hazardous chemicals in which somebody died'],
    { measure: 'incidents.fatal', member: 'kind:chemical' },
    events,
  ),
  hazardRectificationRate: proportion(
    ['隐患整改率', 'Hazard rectification rate'],
    ['已整改隐患数 ÷ 发现隐患数', 'hazards rectified / hazards found, by day of inspection'],
    'inspections.rectified',
    'inspections.hazards',
    { unit: 'percent', decimals: 1, direction: 'higher' },
  ),
});
