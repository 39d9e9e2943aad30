import type { Label } from '../../kernel/label.ts';

/** What was done to the words of a cell beyond taking them as they stand. */
export const NORMALISATIONS = {
  stated_zero: { zh: '“无”读作0', en: '“none” read as 0' },
  stars: { zh: '星号的个数读作数字', en: 'stars counted' },
  text_marks: { zh: '去掉表格软件的文本标记（\'、=""）', en: 'marks by which spreadsheets keep a text dropped' },
  full_width: { zh: '编号中的全角字符读作半角', en: 'full-width signs of a code read as half-width' },
  numeral: { zh: '中文数字读作数字', en: 'numerals in words read as digits' },
  multiplied: { zh: '按单元格内的倍数（万、亿等）换算', en: 'multiplied by the word in the cell (万, 亿 …)' },
  header_unit: { zh: '按表头的单位换算', en: 'multiplied by the unit of the header' },
  title_unit: { zh: '按标题中的单位换算', en: 'multiplied by the unit named above the table' },
  unit_dropped: { zh: '数字后的单位未保留', en: 'the unit behind the number is not kept' },
  permille: { zh: '千分率换算为百分率', en: 'per mille written as percent' },
  rounded: { zh: '超出精度的小数四舍五入', en: 'decimals beyond the precision rounded' },
  rank_words: { zh: '“第几名”读作名次', en: 'a rank in words read as its number' },
  serial_day: { zh: '表格软件的日期序号读作日期', en: 'a serial number of a spreadsheet read as a day' },
  day_order: { zh: '按唯一可能的次序读年月日', en: 'day and month in the only order that exists' },
  clock_dropped: { zh: '只取日期，时刻未保留', en: 'only the day is kept, not the clock' },
  midnight: { zh: '没有时刻，按零时', en: 'no clock written; taken as midnight' },
  day_end: { zh: '时限没有时刻，算到当日结束', en: 'no clock written; the deadline is the end of the day' },
  half_day: { zh: '上午、下午换算为24小时制', en: 'half days read as a clock of 24 hours' },
  not_yet: { zh: '“未办结”等表示尚无日期', en: 'words for “not yet” read as no date' },
  zone: { zh: '换算为北京时间', en: 'converted to the time of Shanghai' },
  flag_unknown: { zh: '“未评价”等表示不知道是或否', en: 'words for “not asked” read as neither yes nor no' },
  flag_word: { zh: '符号或其他写法读作是、否', en: 'a sign or other word read as yes or no' },
  synonym: { zh: '同义词读作选项', en: 'another word for a choice' },
  choice_words: {
    zh: '标点、重复或括号内的说明不计，读作选项',
    en: 'signs, repetition or a remark left aside for a choice',
  },
  enumerator: { zh: '去掉选项前的序号', en: 'the number before a choice dropped' },
  merged: { zh: '合并单元格的内容用于各行', en: 'a merged cell stands for every row it spans' },
  control_signs: { zh: '去掉不可见的控制字符', en: 'control characters dropped' },
  header_given: { zh: '按 --map 认定的列', en: 'the column that --map names for the header' },
  header_remembered: { zh: '按已记住的对应认定的列', en: 'the column found by a match that is remembered' },
  place_alias: { zh: '按别名认定地区', en: 'the region found by another name' },
  place_successor: { zh: '已撤并的地区归入现地区', en: 'a region that ended counts as its successor' },
  place_zone: { zh: '乡镇属功能区，归入功能区', en: 'the township lies in a functional zone' },
  place_code_unknown: { zh: '代码不在区划表，按名称认定', en: 'the code is not in the tree; found by its names' },
  place_name_unknown: { zh: '名称不在区划表，按代码认定', en: 'the name is not in the tree; found by its code' },
  place_empty: {
    zh: '地区为空，归入 --region 的地区',
    en: 'no place in the row: it counts for the region of --region',
  },
  place_joined: { zh: '名称与代码同格，或以括号连写', en: 'name and code in one cell, or brackets within the name' },
  place_own: { zh: '“本级”“直属”读作该地区', en: 'words for the level itself read as the region' },
  place_whole: { zh: '“全市”“全区”等读作 --region 的地区', en: 'words for the whole read as the region of --region' },
  place_remembered: { zh: '按已记住的对应认定地区', en: 'the region found by a match that is remembered' },
  grid_named: { zh: '按名称认定网格，记其编码', en: 'the grid found by its name; its code is kept' },
  pseudonym: { zh: '户主姓名换作代号', en: 'the name of a family replaced by a pseudonym' },
} as const satisfies Readonly<Record<string, Label>>;

export type NormalisationCode = keyof typeof NORMALISATIONS;

/** One kind of normalisation in one column: how often, and one cell as a sample. */
export interface Normalisation {
  readonly sheet: string | null;
  /** The header as in the file. */
  readonly column: string | null;
  /** The declared column, as in the database. */
  readonly field: string;
  readonly code: NormalisationCode;
  readonly message: Label;
  /** The first cell of the kind. */
  readonly found: string;
  readonly readAs: string;
  readonly row: number;
  readonly count: number;
}

type Where = Pick<Normalisation, 'sheet' | 'column' | 'field' | 'code'>;

export interface NormalisationLog {
  /** @param sample is asked for the first of a kind only */
  add(where: Where, sample: () => Pick<Normalisation, 'found' | 'readAs' | 'row'>): void;
  all(): readonly Normalisation[];
}

export function createNormalisationLog(): NormalisationLog {
  const found = new Map<string, { first: Omit<Normalisation, 'count' | 'message'>; count: number }>();
  return {
    add(where, sample) {
      const key = `${where.sheet ?? ''}\u0001${where.field}\u0001${where.code}`;
      const entry = found.get(key);
      if (entry === undefined) found.set(key, { first: { ...where, ...sample() }, count: 1 });
      else entry.count += 1;
    },
    all: () =>
      [...found.values()].map(({ first, count }) => ({ ...first, message: NORMALISATIONS[first.code], count })),
  };
}
