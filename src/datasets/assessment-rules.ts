import { choice, indicator, quantity, region, required, text, year } from './columns.ts';
import { dataset } from './dataset.ts';

/** The lines of a scheme of assessment: an item has one line, or one for each step or band of its rule. */
export const assessmentRules = dataset({
  code: 'assessment_rules',
  label: { zh: '考评细则', en: 'Assessment rules' },
  columns: {
    scheme: text('考评方案', 'Scheme', { required: true, aliases: ['方案', '方案名称'] }),
    year: year('考评年度', 'Year assessed', { required: true, aliases: ['年度'] }),
    region: region('适用地区', 'Area', { ...required, aliases: ['考评地区'] }),
    number: text('序号', 'Line', { required: true, aliases: ['条目', '细则编号'] }),
    item: text('考评项目', 'Item', { required: true, aliases: ['项目', '项目名称', '考评内容'] }),
    section: choice(
      '类别',
      'Section',
      {
        base: ['基础分', 'base', '基本分'],
        score: ['计分', 'score', '得分项', '计分项'],
        deduction: ['扣分', 'deduction', '扣分项'],
        bonus: ['加分', 'bonus', '加分项'],
        veto: ['一票否决', 'veto', '否决'],
      },
      required,
    ),
    peerGroup: text('适用分组', 'Group', { aliases: ['分组', '组别'] }),
    indicator: indicator('指标', 'Indicator', { known: true }),
    reading: choice('取值', 'Reading', {
      value: ['数值', 'value', '指标值'],
      change: ['同比变化', 'change on the year', '同比'],
      rank: ['位次', 'rank', '排名'],
      rise: ['位次上升', 'places climbed', '排名上升'],
      fall: ['位次下降', 'places fallen', '排名下降'],
      events: ['登记事项', 'events', '事项', '事件'],
    }),
    scope: choice('排名范围', 'Rank scope', {
      province: ['全省', 'in the province', '省'],
      city: ['全市', 'in the city', '市'],
    }),
    method: choice(
      '计分办法',
      'Method',
      {
        fixed: ['固定分', 'fixed'],
        linear: ['线性', 'linear', '按比例'],
        step: ['分档', 'step', '按档'],
        per_unit_below: ['每低一单位', 'for each unit below', '每低一个百分点', '每低1个百分点'],
        per_unit_above: ['每高一单位', 'for each unit above', '每高一个百分点', '每高1个百分点'],
        rank: ['按位次', 'by rank', '按名次'],
        each: ['每起', 'each', '每件', '每次'],
      },
      required,
    ),
    low: quantity('下限', 'From', { aliases: ['零分值', '下限（含）'] }),
    high: quantity('上限', 'To', { aliases: ['满分值', '上限（不含）'] }),
    points: quantity('分值', 'Points', { required: true, aliases: ['权重', '扣分值', '加分值'] }),
    cap: quantity('封顶', 'Cap', { aliases: ['封顶分', '最高'] }),
    protectedFactor: quantity('重点时段倍数', 'Factor in protected periods', { aliases: ['敏感节点倍数'] }),
    department: text('评分部门', 'Scoring department', { aliases: ['责任部门', '考评部门'] }),
  },
  key: ['scheme', 'year', 'region', 'number'],
  covers: null,
  measures: {},
  rules: [
    {
      kind: 'implies',
      when: { method: 'linear' },
      must: { low: { known: true }, high: { known: true } },
      message: { zh: '线性计分须填零分值（下限）和满分值（上限）', en: 'linear needs both ends' },
    },
    {
      kind: 'implies',
      when: { method: 'per_unit_below' },
      must: { high: { known: true } },
      message: { zh: '每低一单位须填上限', en: 'for each unit below needs an upper bound' },
    },
    {
      kind: 'implies',
      when: { method: 'per_unit_above' },
      must: { low: { known: true } },
      message: { zh: '每高一单位须填下限', en: 'for each unit above needs a lower bound' },
    },
    {
      kind: 'implies',
      when: { method: { in: ['linear', 'step', 'per_unit_below', 'per_unit_above', 'rank'] } },
      must: { reading: { known: true } },
      message: { zh: '须填取值：按什么计分', en: 'what is scored must be said' },
    },
    {
      kind: 'implies',
      when: { reading: { in: ['value', 'change', 'rank', 'rise', 'fall'] } },
      must: { indicator: { known: true } },
      message: { zh: '须填指标', en: 'an indicator is needed' },
    },
  ],
  assessment: 'rules',
});
