import type { ChoiceColumn, Column } from '../../../src/datasets/columns.ts';
import type { Dataset } from '../../../src/datasets/dataset.ts';
import { brokenRules, holds } from '../../../src/imports/rows/rules.ts';
import { randomness } from '../../figures/random-rows.ts';

export type Dice = ReturnType<typeof createDice>;

/** The same throws for the same start. */
export function createDice(start: number) {
  const dice = randomness(start);
  return {
    ...dice,
    /** Also of items that are nothing. */
    pick: <Item>(items: readonly Item[]): Item => dice.pick(items.map((item) => ({ item }))).item,
  };
}

/** What a record says, by declared column: days, moments of Shanghai, cents, codes of words and of regions. */
export type CleanRow = Readonly<Record<string, string | null>>;

const TEXTS = [
  '某某调解委员会',
  '甲，乙, 丙;丁|戊\t己',
  '他说"好"',
  '第一行\n第二行',
  '=SUM(A1:A9)',
  '+综治网格',
  '-网格三组',
  '𬭎𠮷工作室',
  "'单引号",
  'A 座 101',
  '２号院（东区）',
];
const FIRST_DAY = 400;
const DAYS = 500;

/** Rows that break no rule of their dataset, each with a key of its own. */
export function cleanRows(dataset: Dataset, count: number, dice: Dice, places: readonly string[]): readonly CleanRow[] {
  const rows: CleanRow[] = [];
  const keys = new Set<string>();
  for (let tries = 0; rows.length < count; tries += 1) {
    if (tries > 500 * count) throw new Error(`no clean rows of ${dataset.code}`);
    const row = someRow(dataset, rows.length, dice, places);
    if (dataset.pseudonym !== undefined && holds(dataset.pseudonym.where, (column) => row[column] ?? null)) continue;
    const key = dataset.key.map((name) => row[name] ?? '').join('\u0001');
    if (keys.has(key) || brokenRules(dataset, (column) => row[column] ?? null, new Set()).length > 0) continue;
    keys.add(key);
    rows.push(row);
  }
  return rows;
}

function someRow(dataset: Dataset, at: number, dice: Dice, places: readonly string[]): CleanRow {
  const start = dice.between(FIRST_DAY, FIRST_DAY + DAYS);
  const order = dataset.rules.flatMap((rule) => (rule.kind === 'order' ? rule.columns : []));
  return Object.fromEntries(
    Object.entries(dataset.columns).map(([name, column]) => {
      const needed = column.required || dataset.key.includes(name);
      if (!needed && dice.chance(0.25)) return [name, null];
      if (column.kind === 'region') return [name, dice.pick(places)];
      const late = Math.max(0, order.indexOf(name)) * 30;
      return [name, someValue(name, column, at, dice, start + late, dataset.key.includes(name))];
    }),
  );
}

function someValue(name: string, column: Column, at: number, dice: Dice, day: number, key: boolean): string {
  switch (column.kind) {
    case 'text':
      if (!key) return dice.pick(TEXTS);
      return name === 'serial' || name === 'number' || name === 'code' || name === 'unit'
        ? `${dice.pick(['JM', '0', '集调字-', '2021'])}${String(1000 + at)}`
        : `${dice.pick(['2021版', '六守六无', 'B 方案'])}`;
    case 'day':
      return dice.day(day + dice.between(0, 20));
    case 'time':
      return `${dice.day(day + dice.between(0, 20))}T${clock(dice)}+08:00`;
    case 'count':
      return String(dice.pick([0, 1, 2, 7, 12, 105, dice.between(0, 30), dice.between(1000, 99_999)]));
    case 'money':
      return String(dice.pick([0, 1, 150, 1_500_000, 12_345_678, dice.between(0, 9_999_999), 320_000_000_00]));
    case 'rate':
      return trimmed(dice.between(50_000, 100_000));
    case 'number':
      return trimmed(dice.between(0, 100_000));
    case 'flag':
      return String(dice.chance(0.5));
    case 'choice':
      return dice.pick(codesOf(column));
    case 'year':
      return String(dice.between(2018, 2022));
    case 'period':
      return dice.pick(['2020-H1', '2021-H2', '2021', '2021-Q3', '2021-03']);
    default:
      throw new Error(`no clean value for a column of the kind ${column.kind}`);
  }
}

const codesOf = ({ choices }: ChoiceColumn): readonly string[] => Object.keys(choices);

const clock = (dice: Dice): string =>
  dice.pick(['00:00:00', '00:05:10', '07:59:59', '12:00:00', '12:30:00', '13:45:30', '23:59:59', '08:00:00']);

/** Thousandths, written without zeros at the end. */
const trimmed = (thousandths: number): string => String(thousandths / 1000);
