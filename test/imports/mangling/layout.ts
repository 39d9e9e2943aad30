import { columnParts } from '../../../src/datasets/column-parts.ts';
import type { Column } from '../../../src/datasets/columns.ts';
import { type Dataset, snake } from '../../../src/datasets/dataset.ts';
import { type ColumnStyle, type WrittenCell, writtenCell } from './cell-forms.ts';
import type { CleanRow, Dice } from './clean-rows.ts';
import { headerOf } from './header-forms.ts';
import { type Places, placeColumns } from './place-forms.ts';

/** A cell of a sheet that is not written yet. */
export interface GridCell extends WrittenCell {
  /** The same cell as the one above or to the left, where sheets have merged cells. */
  readonly joined?: 'up' | 'left';
}

export interface Grid {
  readonly rows: readonly (readonly GridCell[])[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
}

/** One column of the file. */
export interface FileColumn {
  readonly header: string;
  /** The upper line of a header of two lines. */
  readonly group: string | null;
  readonly cell: (row: CleanRow) => GridCell;
  /** Equal cells one below the other become one. */
  readonly merges: boolean;
}

export interface LayoutOptions {
  readonly dataset: Dataset;
  readonly places: Places;
  readonly dice: Dice;
  /** Merged cells and cells with formats of their own. */
  readonly workbook: boolean;
}

const blank: GridCell = { text: '' };

/** The rows of a dataset as someone may have laid them out: titles, header, totals, notes, columns of no use. */
export function createLayout(options: LayoutOptions): (rows: readonly CleanRow[]) => Grid {
  const { dice, workbook } = options;
  const unitAbove = dice.chance(0.15);
  const columns = fileColumns(options, unitAbove);
  const twoLines = dice.chance(0.35);
  const titles = dice.pick([0, 0, 1, 2, 3]);
  const subtotals = dice.chance(0.3);
  const totals = dice.chance(0.5);
  const notes = dice.chance(0.5);
  const repeatsHeader = dice.chance(0.15);
  const numbered = dice.chance(0.15);
  const spaced = dice.chance(0.15);
  const hides = workbook && dice.chance(0.3);

  return (records) => {
    const rows: GridCell[][] = [];
    for (let at = 0; at < titles; at += 1) rows.push(titleRow(columns.length, at, dice, workbook));
    if (unitAbove) rows.push(unitRow(columns.length, dice));
    if (spaced) rows.push(columns.map(() => blank));
    const header = headerRows(columns, twoLines, workbook);
    rows.push(...header.map((line) => [...line]));
    if (numbered) rows.push(columns.map((_, at) => ({ text: String(at + 1) })));
    const firstRow = rows.length;
    for (const [at, record] of records.entries()) {
      if (at > 0 && dice.chance(0.03)) rows.push(columns.map(() => blank));
      if (at > 0 && repeatsHeader && at % 20 === 0 && header.length === 1) rows.push([...(header[0] ?? [])]);
      if (at > 0 && subtotals && at % 7 === 0)
        rows.push(totalRow(columns, dice.pick(['小计', '小 计', '安海镇小计', '本页小计']), dice));
      rows.push(dataRow(columns, record, rows.length > firstRow ? rows.at(-1) : undefined, records[at - 1], workbook));
    }
    if (totals) rows.push(totalRow(columns, dice.pick(['合计', '合　计', '总计', '全市合计：', '合 计']), dice));
    if (notes) rows.push(...noteRows(columns.length, dice));
    return {
      rows,
      hiddenRows: hides ? rows.flatMap((_, at) => (at >= firstRow && dice.chance(0.1) ? [at] : [])) : [],
      hiddenColumns: hides ? columns.flatMap((_, at) => (dice.chance(0.1) ? [at] : [])) : [],
    };
  };
}

function fileColumns({ dataset, places, dice, workbook }: LayoutOptions, unitAbove: boolean): readonly FileColumn[] {
  const declared = shuffled(Object.entries(dataset.columns), dice).flatMap(([name, column]): FileColumn[] => {
    if (column.kind === 'region') return [...placeColumns(name, column, { places, dice, workbook })];
    const style: ColumnStyle = { unit: unitOf(column, dice, unitAbove), textOnly: !workbook };
    return [
      {
        header: headerOf(headerWords(name, column), style.unit?.words || null, dice),
        group: dice.chance(0.3) ? dice.pick(['基本情况', '时间', '办理情况', '金额及人数']) : null,
        cell: (row) => writtenCell(column, row[name] ?? null, style, dice),
        merges: false,
      },
    ];
  });
  return withStrangers(declared, dice);
}

/** All the names of a column as a whole. */
function headerWords(name: string, column: Column): readonly string[] {
  const taken = Object.values(columnParts(column)).flat();
  const { label, aliases } = column;
  return [label.zh, label.zh, ...aliases, label.en, ...[snake(name), name].filter((word) => !taken.includes(word))];
}

function unitOf(column: Column, dice: Dice, above: boolean): ColumnStyle['unit'] {
  if (column.kind === 'money') {
    if (above && dice.chance(0.7)) return { power: 4, words: '' };
    if (above) return { power: 0, words: '元' };
    return dice.pick([
      null,
      null,
      { power: 0, words: '元' },
      { power: 4, words: '万元' },
      { power: 4, words: '单位：万元' },
    ]);
  }
  if (column.kind === 'rate') return dice.pick([null, { power: 0, words: '%' }, { power: -1, words: '‰' }]);
  if (column.kind === 'count') return dice.pick([null, null, null, { power: 0, words: '个' }]);
  return null;
}

const PEOPLE = ['某某甲', '某某乙', '', '某某丙、某某丁'];

/** Columns that the dataset does not have, some of them of persons. */
function withStrangers(columns: readonly FileColumn[], dice: Dice): readonly FileColumn[] {
  const strangers: FileColumn[] = [
    { header: '序号', group: null, merges: false, cell: () => ({ text: String(dice.between(1, 99)) }) },
    { header: '工作小结', group: null, merges: false, cell: () => ({ text: dice.pick(['', '已办', '注意跟踪']) }) },
    { header: '当事人姓名', group: null, merges: false, cell: () => ({ text: dice.pick(PEOPLE) }) },
    {
      header: '联系电话',
      group: null,
      merges: false,
      cell: () => ({ text: dice.pick(['13800000000', '', '0595-00000000']) }),
    },
  ];
  const some = strangers.filter(() => dice.chance(0.4));
  return some.reduce<readonly FileColumn[]>((all, one) => {
    const at = one.header === '序号' ? 0 : dice.between(0, all.length);
    return [...all.slice(0, at), one, ...all.slice(at)];
  }, columns);
}

function headerRows(
  columns: readonly FileColumn[],
  twoLines: boolean,
  workbook: boolean,
): readonly (readonly GridCell[])[] {
  const lower = columns.map(({ header }) => ({ text: header }));
  if (!twoLines || columns.every(({ group }) => group === null)) return [lower];
  const upper = columns.map(({ group, header }, at): GridCell => {
    if (group === null) return { text: header };
    const same = at > 0 && columns[at - 1]?.group === group;
    return same ? { text: workbook ? group : '', joined: 'left' } : { text: group };
  });
  const below = columns.map(
    ({ group, header }): GridCell =>
      group === null ? (workbook ? { text: header, joined: 'up' } : { text: '' }) : { text: header },
  );
  return [upper, below];
}

function titleRow(width: number, at: number, dice: Dice, workbook: boolean): GridCell[] {
  const words = dice.pick([
    '2021年度台账',
    '填报单位：某某街道',
    '平安建设统计表（内部使用）',
    '统计时间：2021年1月至12月',
  ]);
  const merged = workbook && at === 0;
  return Array.from({ length: width }, (_, column): GridCell => {
    if (column === 0) return { text: words };
    return merged ? { text: words, joined: 'left' } : blank;
  });
}

function unitRow(width: number, dice: Dice): GridCell[] {
  const words = dice.pick(['单位：万元', '计量单位：件、万元', '（单位：万元）', '制表：某某街道  单位: 万元']);
  return Array.from({ length: width }, (_, column): GridCell => (column === width - 1 ? { text: words } : blank));
}

function dataRow(
  columns: readonly FileColumn[],
  record: CleanRow,
  above: readonly GridCell[] | undefined,
  before: CleanRow | undefined,
  workbook: boolean,
): GridCell[] {
  return columns.map(({ cell, merges }, at) => {
    const own = cell(record);
    const same = merges && workbook && before !== undefined && own.text !== '' && above?.[at]?.text === own.text;
    return same ? { ...own, joined: 'up' } : own;
  });
}

function totalRow(columns: readonly FileColumn[], words: string, dice: Dice): GridCell[] {
  const at = dice.between(0, Math.min(1, columns.length - 1));
  return columns.map((_, index): GridCell => (index === at ? { text: words } : blank));
}

function noteRows(width: number, dice: Dice): GridCell[][] {
  const notes = [
    '注：本表由各镇街填报。',
    '填表人：某某甲    审核人：某某乙',
    '备注：数据截至2021年12月31日',
    '※ 金额以调解协议为准',
    '制表日期：2022年1月5日',
  ];
  return Array.from({ length: dice.between(1, 3) }, () =>
    Array.from({ length: width }, (_, at): GridCell => (at === 0 ? { text: dice.pick(notes) } : blank)),
  );
}

export function shuffled<Item>(items: readonly Item[], dice: Dice): readonly Item[] {
  return items
    .map((item) => ({ item, order: dice.between(0, 1_000_000) }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
