import type { Dataset } from '../../datasets/dataset.ts';
import { isEmptyCell, normaliseHeader, normaliseText } from '../../kernel/chinese.ts';
import type { Row } from '../files/cell.ts';
import type { HeaderMatch } from './headers.ts';

/** Why a row below the header is no data. */
export type NotData = 'blank' | 'total' | 'note' | 'header' | 'numbering' | 'example';

const TOTAL =
  /^.{0,30}(?:合计|小计|总计|共计|累计|总数)(?:数|金额)?(?:\([件起人户元次个]{1,2}\)|\d{1,9}[件起人户元次个]{0,2})?:?$/;
const NOTE =
  /^(?:注|备注|说明|填报|填表|制表|审核|审批|编制|负责人|联系|分管|单位|金额单位|数据来源|资料来源|来源|统计|口径|附|※|★|\*)/;
/** 填表人：…… */
const SIGNED = /^[\u4e00-\u9fff]{2,8} ?: ?/;
/** 二、在办: the heading of a part of the table. */
const HEADING =
  /^(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]{1,3}部分)/;
const SENTENCE = /[\u4e00-\u9fff]{4}/;
const EXAMPLE = /^\s*[（(【[]?(?:示例|样例|范例|填写示例|例[：:])/;
const REPEATED_HEADERS = 3;
const ORDINAL = /^(?:栏次|序号|列号|[甲乙丙丁戊己庚辛壬癸]|\(?\d{1,2}\)?|[①-⑳])$/;
const FEWEST_ORDINALS = 3;

/** Tells data from blank lines, total rows, notes at the foot and headers repeated on each printed page. */
export function createNotData(
  dataset: Pick<Dataset, 'columns'>,
  { matched, personal }: HeaderMatch,
): (row: Row) => NotData | null {
  const required = Object.entries(dataset.columns).flatMap(([name, { required: is }]) => (is ? [name] : []));
  const partsOf = new Map(required.map((name) => [name, matched.filter(({ column }) => column === name)]));
  const declared = new Set(matched.map(({ index }) => index));
  const headers = matched
    .slice(0, REPEATED_HEADERS)
    .map(({ index, header }) => ({ index, header: normaliseHeader(header) }));
  const hidden = new Set(personal.map(({ index }) => index));

  const [first] = headers;
  const places = [...partsOf.values()].map((parts) => parts.map(({ index }) => index));
  /** All that is required is there, and neither the header once more nor numbers of columns: most rows, told at once. */
  const isPlainly = (cells: Row['cells']): boolean => {
    if (first === undefined) return false;
    let numbering = true;
    for (const indexes of places) {
      let there = false;
      for (const index of indexes) {
        if (!isFilled(cells[index])) continue;
        there = true;
        numbering &&= isOrdinal(cells[index]);
      }
      if (!there) return false;
    }
    return !numbering && !isHeader(cells[first.index]?.text ?? '', first.header);
  };

  return ({ cells }) => {
    if (EXAMPLE.test(cells.find(isFilled)?.text ?? '')) return 'example';
    if (isPlainly(cells)) return null;
    const own = cells.flatMap(({ text, spread }, index) =>
      spread !== undefined || hidden.has(index) || isEmptyCell(text) ? [] : [{ index, text: normaliseText(text) }],
    );
    if (own.length === 0) return 'blank';
    const missing = required.filter((name) => {
      const parts = partsOf.get(name) ?? [];
      return parts.length > 0 && parts.every(({ index }) => isUnfilled(cells[index]));
    });
    if (missing.length > 0 && own.some(({ text }) => TOTAL.test(text.replaceAll(' ', '')))) return 'total';
    const [word] = own;
    const remark =
      word !== undefined &&
      (NOTE.test(word.text) || (own.length === 1 && (SENTENCE.test(word.text) || HEADING.test(word.text))));
    if (own.length <= 2 && missing.length > 0 && remark) return 'note';
    if (missing.length > 0 && own.every(({ text }) => NOTE.test(text) && SIGNED.test(text))) return 'note';
    if (
      isNumbering(
        cells.flatMap(({ text, spread }) => (spread === undefined && text.trim() !== '' ? [normaliseText(text)] : [])),
      )
    ) {
      return 'numbering';
    }
    if (headers.every(({ index, header }) => isHeader(cells[index]?.text ?? '', header))) return 'header';
    return own.some(({ index }) => declared.has(index)) ? null : 'blank';
  };
}

/** The line 甲 乙 1 2 3 under a header, which numbers its columns: nothing else, and the numbers in order. */
function isNumbering(texts: readonly string[]): boolean {
  if (texts.length < FEWEST_ORDINALS || !texts.every((text) => ORDINAL.test(text))) return false;
  const numbers = texts.flatMap((text) => /\d+/.exec(text.normalize('NFKC'))?.[0] ?? []).map(Number);
  return numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1);
}

/** A text that begins with a letter or a digit goes on beginning with it. */
function isHeader(text: string, header: string): boolean {
  const first = text.charAt(0);
  if (/[A-Za-z\d]/.test(first) && !header.startsWith(first.toLowerCase())) return false;
  return normaliseHeader(text) === header;
}

const isOrdinal = (cell: Row['cells'][number] | undefined): boolean => ORDINAL.test(normaliseText(cell?.text ?? ''));

/** Also where the cell is only the further part of one merged across. */
const isUnfilled = (cell: Row['cells'][number] | undefined): boolean =>
  cell === undefined || cell.spread === 'right' || isEmptyCell(cell.text);

const isFilled = (cell: Row['cells'][number] | undefined): boolean =>
  cell !== undefined && cell.spread === undefined && !isEmptyCell(cell.text);
