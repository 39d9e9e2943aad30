import { region, required, text, year } from './columns.ts';
import { dataset } from './dataset.ts';

/** Who is assessed under a scheme, and in which group. */
export const assessmentUnits = dataset({
  code: 'assessment_units',
  label: { zh: '考评单位', en: 'Assessment units' },
  columns: {
    scheme: text('考评方案', 'Scheme', { required: true, aliases: ['方案', '方案名称'] }),
    year: year('考评年度', 'Year assessed', { required: true, aliases: ['年度'] }),
    region: region('所属地区', 'Region', { ...required, aliases: ['被考评地区', '考评对象'] }),
    peerGroup: text('分组', 'Group', { aliases: ['组别', '类别'] }),
  },
  key: ['scheme', 'year', 'region'],
  covers: null,
  measures: {},
  rules: [],
  assessment: 'units',
});
