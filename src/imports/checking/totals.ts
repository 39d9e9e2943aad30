import { WHOLE } from '../../datasets/column-parts.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import { isEmptyCell } from '../../kernel/chinese.ts';
import { ownText } from '../../kernel/own-text.ts';
import { cellParser, isPlain } from '../cells/cell-parser.ts';
import type { ParseCell } from '../cells/parse-cell.ts';
import { shownValue } from '../cells/shown-value.ts';
import type { Row } from '../files/cell.ts';
import type { MatchedColumn } from '../reading/headers.ts';
import { isFault } from '../rows/issue.ts';
import type { IssueLog } from '../rows/issue-log.ts';

/** A whole number; numbers as long as they are exact, for they are added up several times as fast. */
type Amount = number | bigint;

interface Sum {
  all: Amount;
  /** Of rows that were rejected or whose key occurs again: a total may leave them out. */
  disputed: Amount;
  /** A cell could not be read, so the sum says nothing. */
  broken: boolean;
}

interface Summed extends MatchedColumn {
  readonly kind: 'count' | 'money';
  readonly parse: ParseCell;
  readonly file: Sum;
  /** Of the rows since the last total. */
  since: Sum;
}

const nothing = (): Sum => ({ all: 0, disputed: 0, broken: false });

const WHOLE_NUMBER = /^\d{1,9}$/;

const MOST_KEYS = 100_000;

/** Adds up the columns of numbers and compares what the total rows of the file say. */
export interface TotalsWatch {
  /** @param key what makes the row a record; null when it was rejected */
  row(row: Row, key: string | null): void;
  total(row: Row): void;
}

export function createTotalsWatch(
  dataset: Dataset,
  matched: readonly MatchedColumn[],
  sheet: string | null,
  log: IssueLog,
): TotalsWatch {
  const columns = matched.flatMap((column): Summed[] => {
    const declared = dataset.columns[column.column];
    if (declared === undefined || !isPlain(declared) || column.part !== WHOLE) return [];
    if (declared.kind !== 'count' && declared.kind !== 'money') return [];
    return [{ ...column, kind: declared.kind, parse: cellParser(declared), file: nothing(), since: nothing() }];
  });
  const seen = new Map<string, number>();
  /** Of the rows that were seen, one after the other; numbers are a fraction of the size of lists of whole numbers. */
  const amounts: number[] = [];
  return {
    row(row, key) {
      if (columns.length === 0) return;
      const before = key === null ? undefined : seen.get(key);
      const place = before ?? amounts.length;
      const kept = before !== undefined || (key !== null && seen.size < MOST_KEYS);
      if (kept && before === undefined && key !== null) seen.set(ownText(key), place);
      let at = place;
      for (const column of columns) {
        const value = read(column, row);
        const amount = value ?? 0;
        const disputed = key === null ? amount : before === undefined ? 0 : plus(amount, amounts[at] ?? 0);
        count(column.file, value, disputed);
        count(column.since, value, disputed);
        if (kept) amounts[at] = Number(amount);
        at += 1;
      }
    },
    total(row) {
      for (const column of columns) {
        const text = row.cells[column.index]?.text ?? '';
        const said = isEmptyCell(text) ? null : read(column, row);
        const sums = [column.since, column.file];
        if (said !== null && sums.every((sum) => !sum.broken && !explains(sum, BigInt(said))))
          tell(column, row, BigInt(said));
        column.since = nothing();
      }
    },
  };

  function tell(column: Summed, { number }: Row, said: bigint): void {
    const shown = (value: bigint): string => shownValue(dataset.columns[column.column], String(value));
    const { file, since } = column;
    const [whole, part] = [BigInt(file.all), BigInt(since.all)];
    const nearest = distance(said, whole) <= distance(said, part) ? whole : part;
    const message = {
      zh: `合计行写的是${shown(said)}，各行相加为${shown(nearest)}`,
      en: `the total row says ${shown(said)}, the rows add up to ${shown(nearest)}`,
    };
    log.add({
      severity: 'warning',
      code: 'total_differs',
      sheet,
      row: number,
      line: null,
      column: column.header,
      field: snake(column.column),
      message,
      found: shown(said),
      expected: shown(nearest),
      candidates: [],
    });
  }
}

function read({ parse, index, unit, kind }: Summed, { cells }: Row): Amount | null {
  const text = cells[index]?.text ?? '';
  if (unit === null && WHOLE_NUMBER.test(text)) return kind === 'count' ? Number(text) : 100 * Number(text);
  if (isEmptyCell(text)) return 0;
  const reading = parse(text, unit);
  return isFault(reading) ? null : exactly(BigInt(reading.value));
}

function count(sum: Sum, value: Amount | null, disputed: Amount): void {
  sum.broken ||= value === null;
  sum.all = plus(sum.all, value ?? 0);
  sum.disputed = plus(sum.disputed, disputed);
}

function plus(a: Amount, b: Amount): Amount {
  const sum = typeof a === 'number' && typeof b === 'number' ? a + b : null;
  return sum !== null && Number.isSafeInteger(sum) ? sum : exactly(BigInt(a) + BigInt(b));
}

const exactly = (value: bigint): Amount => (Number.isSafeInteger(Number(value)) ? Number(value) : value);

/** With or without the rows that are in dispute. */
const explains = ({ all, disputed }: Sum, said: bigint): boolean =>
  said <= BigInt(all) && said >= BigInt(all) - BigInt(disputed);

const distance = (a: bigint, b: bigint): bigint => (a > b ? a - b : b - a);
