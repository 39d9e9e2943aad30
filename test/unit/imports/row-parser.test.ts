import { expect, test } from 'vitest';
import { datasets } from '../../../src/datasets/index.ts';
import { NO_GRIDS } from '../../../src/imports/cells/grid-names.ts';
import { textCell } from '../../../src/imports/files/cell.ts';
import { createRowParser } from '../../../src/imports/rows/row-parser.ts';
import type { Region } from '../../../src/regions/region.ts';

const region: Region = {
  id: 7,
  code: '350501001000',
  name: '甲街道',
  shortName: '甲',
  level: 'township',
  kind: 'statutory',
  parentId: null,
  path: [7],
  validFrom: null,
  validTo: null,
  successorId: null,
};

const COLUMNS = ['serial', 'region', 'acceptedOn', 'closedOn', 'outcome', 'type', 'parties'];

const parser = () =>
  createRowParser({
    dataset: datasets.mediations,
    matched: COLUMNS.map((column, index) => ({ index, header: column, column, part: 'whole', unit: null })),
    place: () => ({ kind: 'found', region, rest: '', notes: [] }),
    gridNames: NO_GRIDS,
    measureWords: () => ({ indicator: null, unit: null, comparison: null }),
    source: null,
    pseudonym: (name) => name,
    today: '2026-01-01',
  });

const row = (number: number, ...texts: readonly string[]) => ({ number, line: number, cells: texts.map(textCell) });

test('what one row tells is told of no other, before it or after it', () => {
  const rows = [
    row(2, 'A-1', '甲街道', '2021-03-01', '2021-03-05', '化解成功', '邻里', '3'),
    row(3, 'A-2', '甲街道', '2021-03-32', '2021-03-05', '化解成功', '邻里', '3'),
    row(4, 'Ａ－３', '甲街道', '2021年3月1日', '2021-03-05', '化解成功', '邻里', '3'),
    row(5, 'A-4', '甲街道', '2021-03-01', '2021-02-05', '化解成功', '邻里', '3'),
    row(6, '1.2E+15', '甲街道', '2021-03-01', '2021-03-05', '化解成功', '邻里', '3'),
    row(7, 'A-5', '甲街道', '2021-03-01', '2021-03-05', '化解成功', '邻里', '3'),
  ];
  const parse = parser();
  const together = rows.map(parse);
  expect(together).toEqual(rows.map((one) => parser()(one)));
  expect(together.map((one) => [one.kind, 'problems' in one ? one.problems.map(({ code }) => code) : []])).toEqual([
    ['good', []],
    ['bad', ['bad_date']],
    ['good', []],
    ['bad', ['rule']],
    ['bad', ['lost_digits']],
    ['good', []],
  ]);
  const notes = together.map((one) => ('notes' in one ? one.notes.map(({ code, readAs }) => [code, readAs]) : null));
  expect(notes).toEqual([[], null, [['full_width', 'A-3']], null, null, []]);
});
