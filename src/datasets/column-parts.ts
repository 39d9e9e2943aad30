import type { Column } from './columns.ts';

/** The column as a whole, under its own label and aliases. */
export const WHOLE = 'whole';

const REGION_PARTS = {
  code: ['区划代码', '行政区划代码', '地区代码', '区域代码', '统计用区划代码', 'division_code', 'region_code', 'code'],
  province: ['省', '省份', '省（区、市）', 'province'],
  city: ['市', '地市', '设区市', '市（州）', '地级市', 'city'],
  county: [
    '县（市、区）',
    '县',
    '区',
    '县区',
    '区县',
    '县市区',
    '区（县）',
    '市（县、区）',
    '县（市）',
    '市县',
    '市县区',
    '市区县',
    '县区市',
    '区（市）县',
    'county',
    'district',
  ],
  township: [
    '乡镇（街道）',
    '镇（街道）',
    '街道（乡镇）',
    '镇街',
    '街镇',
    '乡镇',
    '街道',
    '乡镇街道',
    '镇乡',
    '街乡镇',
    '乡镇街',
    '镇街道',
    '镇（街道、乡）',
    '镇（乡、街道）',
    '镇',
    'township',
  ],
  village: [
    '村（社区）',
    '村（居）',
    '社区（村）',
    '村居',
    '村社区',
    '村',
    '社区',
    '行政村',
    '居村',
    '村居社区',
    '行政村（社区）',
    '村（居、社区）',
    'village',
  ],
  whole: [
    '所属地区',
    '行政区划',
    '所属区域',
    '所属辖区',
    '辖区',
    '地区',
    '区域',
    '属地',
    '行政区',
    '区划',
    '发生地区',
    '案发地区',
    '事发地区',
    'place',
    'region',
  ],
} as const;

const PRINTED_PARTS = {
  value: ['value'],
  low: ['value_low'],
  high: ['value_high'],
  unit: ['单位', '计量单位', 'unit'],
  qualifier: ['限定', 'qualifier'],
} as const;

const SOURCE_PARTS = {
  publishedOn: ['发布日期', '发布时间', 'published_on'],
  publisher: ['发布单位', '发布机构', 'publisher'],
  title: ['来源标题', '资料名称', 'source_title'],
  address: ['来源地址', '网址', 'url', 'address'],
} as const;

const NO_PARTS: Readonly<Record<string, readonly string[]>> = {};

/** The headers of the columns by which a file may give a column in parts, besides the column as a whole. */
export function columnParts(column: Column): Readonly<Record<string, readonly string[]>> {
  switch (column.kind) {
    case 'region':
      return REGION_PARTS;
    case 'printed':
      return PRINTED_PARTS;
    case 'source':
      return SOURCE_PARTS;
    default:
      return NO_PARTS;
  }
}

/** The parts any of which stands for the column when it is required. */
export function sufficientParts(column: Column): readonly string[] {
  switch (column.kind) {
    case 'region':
      return Object.keys(REGION_PARTS);
    case 'printed':
      return [WHOLE, 'value'];
    default:
      return [WHOLE];
  }
}
