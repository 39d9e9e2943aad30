import { choice, day, identifier, text } from '../../datasets/columns.ts';
import { dataset } from '../../datasets/dataset.ts';

/** The columns of region files, in the language of the datasets; the rows become versions of the tree. */
export const regionColumns = dataset({
  code: 'regions',
  label: { zh: '行政区划', en: 'Regions' },
  columns: {
    code: identifier('区划代码', 'Code', {
      required: true,
      aliases: ['行政区划代码', '统计用区划代码', '地区代码', '代码'],
    }),
    name: text('名称', 'Name', { required: true, aliases: ['区划名称', '地区名称', '单位名称'] }),
    shortName: text('简称', 'Short name'),
    parentCode: identifier('上级代码', 'Parent code', { aliases: ['上级区划代码', '父级代码', '上级行政区划代码'] }),
    level: choice(
      '级别',
      'Level',
      {
        province: ['省级', 'province level', '省', '自治区', '直辖市'],
        city: ['地级', 'city level', '市级', '地市级', '市', '地级市', '设区市', '自治州'],
        county: ['县级', 'county level', '县', '区县级', '县（市、区）', '区', '市辖区', '县级市', '自治县', '旗'],
        township: ['乡级', 'township level', '乡镇级', '镇街级', '乡镇（街道）', '乡镇', '街道', '镇', '乡', '民族乡'],
        village: ['村级', 'village level', '村', '村（社区）', '社区', '行政村', '村委会', '居委会'],
        grid: ['网格', 'grid level', '网格级'],
      },
      { aliases: ['行政级别', '区划级别'] },
    ),
    kind: choice('类型', 'Kind', {
      statutory: ['行政区划', 'statutory division', '行政区'],
      functional_zone: ['功能区', 'functional zone', '开发区', '投资区'],
    }),
    aliases: text('别名', 'Aliases', { aliases: ['曾用名', '其他名称'] }),
    validFrom: day('启用日期', 'Valid from', { aliases: ['生效日期', '设立日期'] }),
    validTo: day('停用日期', 'Valid to', { aliases: ['失效日期', '撤销日期'] }),
    successorCode: identifier('并入代码', 'Successor code', { aliases: ['并入区划代码', '继任代码'] }),
  },
  key: ['code', 'validFrom'],
  covers: null,
  measures: {},
  rules: [{ kind: 'order', columns: ['validFrom', 'validTo'] }],
});
