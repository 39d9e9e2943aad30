import { columnParts, WHOLE } from '../../datasets/column-parts.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import { normaliseHeader } from '../../kernel/chinese.ts';
import { readDecimal } from '../../kernel/decimal.ts';
import type { Exact } from '../../kernel/exact.ts';

/** What a header stands for: a declared column as a whole, or a part of it. */
export interface HeaderTarget {
  readonly column: string;
  readonly part: string;
  /** -1 confirmed by a person, 0 label, 1 alias, 2 name in code, 3 usual header of a part, 4 one that differs in 日期 or 时间 alone. */
  readonly rank: number;
  readonly confirmed?: ConfirmedHeader;
}

/** A header of which a person said what it stands for. */
export interface ConfirmedHeader extends Pick<HeaderTarget, 'column' | 'part'> {
  readonly written: string;
  /** With this file, or with an earlier one of its source. */
  readonly by: 'given' | 'remembered';
}

/** The unit that a header names for its column: 万元 multiplies by 10000. */
export interface HeaderUnit {
  readonly factor: Exact;
  readonly percent: 'percent' | 'permille' | null;
  /** As written: 万元. */
  readonly words: string;
  /** Named above the table for all of it (单位：万元), not in the header of the column. */
  readonly above?: boolean;
  /** Above the table, and the only unit named there. */
  readonly alone?: boolean;
}

export type HeaderWords = ReadonlyMap<string, HeaderTarget>;

/** All headers under which the columns of a dataset are recognised; what a person confirmed comes first. */
export function headerWords(
  dataset: Pick<Dataset, 'columns'>,
  confirmed: readonly ConfirmedHeader[] = [],
): HeaderWords {
  const words = new Map<string, HeaderTarget>();
  const add = (header: string, target: HeaderTarget): void => {
    const key = headerKey(header);
    if (!words.has(key)) words.set(key, target);
  };
  for (const one of confirmed) add(one.written, { column: one.column, part: one.part, rank: -1, confirmed: one });
  const columns = Object.entries(dataset.columns);
  for (const [column, { label }] of columns) {
    for (const word of [label.zh, label.en]) add(word, { column, part: WHOLE, rank: 0 });
  }
  for (const [column, { aliases }] of columns) {
    for (const alias of aliases) add(alias, { column, part: WHOLE, rank: 1 });
  }
  for (const [name, column] of columns) {
    if (Object.values(columnParts(column)).flat().includes(snake(name))) continue;
    for (const word of [snake(name), name]) add(word, { column: name, part: WHOLE, rank: 2 });
  }
  for (const [name, column] of columns) {
    for (const [part, headers] of Object.entries(columnParts(column))) {
      for (const header of headers) add(header, { column: name, part, rank: 3 });
    }
  }
  for (const [name, column] of columns) {
    if (column.kind !== 'region') continue;
    for (const [part, headers] of Object.entries(columnParts(column))) {
      for (const header of headers)
        for (const wording of placeWordings(header)) add(wording, { column: name, part, rank: 3 });
    }
  }
  for (const [column, { kind, label, aliases }] of columns) {
    if (kind !== 'day' && kind !== 'time') continue;
    for (const word of [label.zh, ...aliases]) {
      const other = word.replace(/(日期|时间)$/, (ending) => (ending === '日期' ? '时间' : '日期'));
      add(other, { column, part: WHOLE, rank: 4 });
    }
  }
  return words;
}

/** 所属乡镇, 所在村（社区）, 县区名称. */
const placeWordings = (header: string): readonly string[] =>
  ['所属', '所在', ''].flatMap((before) => ['', '名称', '名'].map((after) => `${before}${header}${after}`));

/** What a template writes in brackets behind a header, for the person who fills it in. */
const REMARK =
  /\((?:(?:必填|选填|非必填|必选|可选|单选|下拉|下拉选择|如有|若有)项?|是\/?否|年[-/.、]?月[-/.、]?日?|yyyy[-/.]?mm[-/.]?dd.*|精确到.{1,4}|格式.*|(?:如|例|例如|请).+|保留.位小数)\)$/;
/** 涉及金额/万元, 涉及金额:万元, 涉及金额万元: a unit of which only the place says that it is one. */
const BARE_UNIT = /^(.+?)[/:_-]?((?:人民币)?[十百千]?[万亿]?元|[十百千]?[万亿][人户件起]|‰)$/;

/** The target of a header, with the unit in its last brackets where that is not part of its name. */
export function findTarget(
  words: HeaderWords,
  header: string,
): { readonly target: HeaderTarget; readonly unit: HeaderUnit | null } | null {
  const plain = withoutRemark(header);
  const [, name = '', inBrackets = ''] = /^(.+)\(([^()]+)\)$/.exec(plain) ?? [];
  const unit = inBrackets === '' ? null : readUnit(inBrackets);
  const whole = words.get(headerKey(plain));
  if (whole !== undefined) return { target: whole, unit };
  const target = unit === null ? undefined : words.get(headerKey(name));
  return target === undefined ? withBareUnit(words, plain) : { target, unit };
}

function withBareUnit(words: HeaderWords, plain: string): ReturnType<typeof findTarget> {
  const [, name = '', word = ''] = BARE_UNIT.exec(plain) ?? [];
  const unit = word === '' ? null : readUnit(word);
  const target = unit === null ? undefined : words.get(headerKey(name));
  return target === undefined ? null : { target, unit };
}

/** The unit in the last brackets of a header. */
export function bracketUnit(header: string): HeaderUnit | null {
  const [, inBrackets = ''] = /\(([^()]+)\)$/.exec(withoutRemark(header)) ?? [];
  return inBrackets === '' ? null : readUnit(inBrackets);
}

export function readUnit(text: string): HeaderUnit | null {
  const words = text.replace(/^(?:单位:?)?(?:人民币)?/, '');
  if (/[\d.,]/.test(words)) return null;
  const one = readDecimal(`1${words}`);
  return one === null ? null : { factor: one.value, percent: one.percent, words };
}

/** 1.纠纷编号, （二）受理日期, ③调解结果. */
const ENUMERATOR =
  /^(?:\d{1,2}[.、)](?!\d)|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|[①-⑳])/;

const withoutRemark = (header: string): string => normaliseHeader(header).replace(ENUMERATOR, '').replace(REMARK, '');

/** Headers that differ only in brackets, enumeration signs and joints are the same. */
export const headerKey = (header: string): string => withoutRemark(header).replace(/[()、,/_·.-]/g, '');
