import type { Column } from '../../datasets/columns.ts';
import type { Label } from '../../kernel/label.ts';

/** What may be written in a column, in a few words. */
export function columnHelp(column: Column): Label {
  switch (column.kind) {
    case 'text':
      return {
        zh: '文字；请勿填写姓名、证件号、电话、住址',
        en: 'text; no names, ID numbers, telephones or addresses',
      };
    case 'day':
      return { zh: '日期，如 2021-03-05', en: 'a day, such as 2021-03-05' };
    case 'time':
      return { zh: '日期和时刻，如 2021-03-05 14:30', en: 'a day and clock, such as 2021-03-05 14:30' };
    case 'count':
      return { zh: '不小于0的整数', en: 'a whole number, not negative' };
    case 'money':
      return { zh: '金额，单位元', en: 'an amount in yuan' };
    case 'rate':
      return { zh: '百分率，写明%，如 98.639%', en: 'a percentage with its sign, such as 98.639%' };
    case 'flag':
      return { zh: '是或否；不清楚留空', en: '是 (yes) or 否 (no); empty where unknown' };
    case 'choice':
      return { zh: '从下拉选项中选择', en: 'one of the words of the list' };
    case 'year':
      return { zh: '年份，如 2021', en: 'a year, such as 2021' };
    case 'region':
      return { zh: '现行名称或12位区划代码', en: 'the present name, or the code of 12 digits' };
    case 'period':
      return { zh: '统计周期，如 2021年、2021年下半年、2021-03', en: 'a period, such as 2021, 2021-H2, 2021-03' };
    case 'indicator':
      return { zh: '指标名称或代码', en: 'name or code of an indicator' };
    case 'source':
      return { zh: '资料来源', en: 'the document it is taken from' };
    default:
      return { zh: '数值，如 5.8万多、99%以上', en: 'a figure as printed' };
  }
}

/** A value of the column, for the example row of a template. */
export function exampleOf(column: Column): string {
  switch (column.kind) {
    case 'text':
      return column.identifier ? '' : '某单位';
    case 'day':
      return '2021-03-05';
    case 'time':
      return '2021-03-05 14:30';
    case 'count':
      return '2';
    case 'money':
      return '12000.50';
    case 'rate':
      return '98.639%';
    case 'flag':
      return '是';
    case 'choice':
      return Object.values(column.choices)[0]?.label.zh ?? '';
    case 'year':
      return '2021';
    case 'period':
      return '2021年下半年';
    default:
      return '';
  }
}
