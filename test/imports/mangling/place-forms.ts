import { columnParts, WHOLE } from '../../../src/datasets/column-parts.ts';
import type { RegionColumn } from '../../../src/datasets/columns.ts';
import type { CleanRow, Dice } from './clean-rows.ts';
import { headerOf } from './header-forms.ts';
import type { FileColumn } from './layout.ts';

/** A region with the names of its path, by level. */
export interface Place {
  readonly code: string;
  readonly names: Readonly<Partial<Record<'province' | 'city' | 'county' | 'township' | 'village', string>>>;
}

export type Places = ReadonlyMap<string, Place>;

interface PlaceOptions {
  readonly places: Places;
  readonly dice: Dice;
  readonly workbook: boolean;
}

const LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;

/** The columns in which a file may name the place of its rows: one, or one a level. */
export function placeColumns(name: string, column: RegionColumn, options: PlaceOptions): readonly FileColumn[] {
  const { dice, places } = options;
  const placeOf = (row: CleanRow): Place => {
    const place = places.get(row[name] ?? '');
    if (place === undefined) throw new Error(`no place ${row[name]}`);
    return place;
  };
  const parts: Readonly<Record<string, readonly string[]>> = columnParts(column);
  const header = (part: string): string =>
    headerOf(
      (parts[part] ?? []).filter((word) => /[\u4e00-\u9fff]/.test(word)),
      null,
      dice,
    );
  const one = (words: string, cell: (place: Place) => string): FileColumn => ({
    header: words,
    group: null,
    merges: false,
    cell: (row) => ({ text: cell(placeOf(row)) }),
  });
  const path = (from: number) => (place: Place) =>
    LEVELS.slice(from)
      .map((level) => place.names[level] ?? '')
      .join('');
  const joined = (by: string) => (place: Place) =>
    LEVELS.slice(2)
      .flatMap((level) => place.names[level] ?? [])
      .join(by);
  const level = (part: (typeof LEVELS)[number]): FileColumn => ({
    header: header(part),
    group: null,
    merges: part === 'county' || part === 'township',
    cell: (row) => ({ text: placeOf(row).names[part] ?? '' }),
  });
  const whole = headerOf([column.label.zh, ...column.aliases], null, dice);
  return dice.pick<() => readonly FileColumn[]>([
    () => [one(header('code'), ({ code }) => code)],
    () => [one(whole, ({ code }) => code)],
    () => [one(whole, path(0))],
    () => [one(whole, path(1))],
    () => [one(header(WHOLE), path(2))],
    () => [one(header(WHOLE), joined(dice.pick(['-', '/', ' ', '·', '、', '—', '>', '\n'])))],
    () => [level('county'), level('township'), level('village')],
    () => [level('city'), level('county'), level('township'), level('village')],
    () => [level('county'), level('township'), level('village'), one(header('code'), ({ code }) => code)],
    () => [one(header('code'), ({ code }) => (code.endsWith('000') ? code.slice(0, 9) : code))],
  ])();
}
