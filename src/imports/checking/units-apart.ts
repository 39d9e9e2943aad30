import type { Dataset } from '../../datasets/dataset.ts';
import { isEmptyCell, normaliseHeader } from '../../kernel/chinese.ts';
import { compare, ONE } from '../../kernel/exact.ts';
import type { Row } from '../files/cell.ts';
import { readUnit } from '../reading/header-words.ts';
import type { Table } from '../reading/table.ts';
import { moneyUnits } from '../reading/title-unit.ts';

/** A unit of money that stands where it was not applied. */
export interface UnitApart {
  readonly place: 'above' | 'beside' | 'below';
  readonly units: readonly string[];
  /** Null for a place above or beside all rows. */
  readonly row: number | null;
  /** The column in which it stands, from 0. */
  readonly column: number | null;
}

export interface UnitsApart {
  /** A row of data, of which one cell may be the unit of another. */
  look(row: Row): void;
  note(row: Row): void;
  found(): readonly UnitApart[];
  /** The headers of amounts without a unit of their own. */
  readonly columns: readonly string[];
}

const UNIT_COLUMN = /^(?:计量|金额|货币)?单位$/;

/** Looks out for units of money other than yuan, for amounts that have been read as yuan. */
export function createUnitsApart({ columns }: Pick<Dataset, 'columns'>, { layout, match }: Table): UnitsApart {
  const unmeasured = match.matched.filter(({ column, unit }) => columns[column]?.kind === 'money' && unit === null);
  const beside = match.unknown.find(({ header }) => UNIT_COLUMN.test(normaliseHeader(header)))?.index ?? null;
  const words = new Set<string>();
  const found: UnitApart[] = [];
  const above = moneyUnits(layout?.titles ?? []);
  if (above.length > 1) found.push({ place: 'above', units: above, row: null, column: null });
  return {
    columns: unmeasured.map(({ header }) => header),
    look({ cells }) {
      const word = beside === null ? '' : (cells[beside]?.text ?? '');
      if (!isEmptyCell(word) && words.size < 20) words.add(normaliseHeader(word));
    },
    note({ number, cells }) {
      const units = moneyUnits(cells.map(({ text }) => text)).filter(isNotYuan);
      if (units.length > 0) found.push({ place: 'below', units, row: number, column: null });
    },
    found() {
      const units = [...words].filter((word) => word.endsWith('元') && isNotYuan(word));
      return units.length === 0 ? found : [...found, { place: 'beside', units, row: null, column: beside }];
    },
  };
}

function isNotYuan(word: string): boolean {
  const unit = readUnit(word);
  return unit !== null && compare(unit.factor, ONE) !== 0;
}
