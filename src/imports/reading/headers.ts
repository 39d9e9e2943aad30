import { sufficientParts } from '../../datasets/column-parts.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { normaliseHeader, normaliseText } from '../../kernel/chinese.ts';
import { isPersonalHeader } from '../personal/personal-header.ts';
import {
  type ConfirmedHeader,
  findTarget,
  type HeaderTarget,
  type HeaderUnit,
  type HeaderWords,
} from './header-words.ts';
import { REMARKS } from './remarks.ts';

/** One header of a file, from the upper to the lower line; several wordings where two lines can be read together. */
export interface HeaderCell {
  readonly index: number;
  /** As shown to people. */
  readonly text: string;
  /** In order of preference. */
  readonly wordings: readonly string[];
}

export interface MatchedColumn {
  readonly index: number;
  readonly header: string;
  readonly column: string;
  readonly part: string;
  readonly unit: HeaderUnit | null;
  /** Written above or below the header, and that of its column only where it can be. */
  readonly nearUnit?: HeaderUnit | undefined;
  readonly confirmed?: ConfirmedHeader | undefined;
}

export interface NamedColumn {
  readonly index: number;
  readonly header: string;
}

export interface HeaderMatch {
  readonly matched: readonly MatchedColumn[];
  readonly unknown: readonly NamedColumn[];
  readonly personal: readonly NamedColumn[];
  /** Headers that say the same as another one. */
  readonly repeated: readonly { readonly first: NamedColumn; readonly again: NamedColumn }[];
}

type Found = MatchedColumn & Pick<HeaderTarget, 'rank'>;

/** What our own workbooks say of a row. */
const OWN: ReadonlySet<string> = new Set(Object.values(REMARKS));

/** Which columns of a dataset the headers of a file stand for. */
export function matchHeaders(cells: readonly HeaderCell[], words: HeaderWords): HeaderMatch {
  const found = cells
    .filter(({ wordings }) => !wordings.some((wording) => OWN.has(normaliseHeader(wording))))
    .map((cell) => ({ cell, found: findColumn(cell, words) }));
  const best = new Map<string, Found>();
  for (const { found: one } of found) {
    if (one === null) continue;
    const rival = best.get(`${one.column} ${one.part}`);
    if (rival === undefined || one.rank < rival.rank) best.set(`${one.column} ${one.part}`, one);
  }
  const unmatched = found.filter(({ found: one }) => one === null);
  const personal = unmatched.filter(({ cell }) => cell.wordings.some(isPersonalHeader));
  const beaten = found.flatMap(({ found: one }) => {
    const winner = one === null ? undefined : best.get(`${one.column} ${one.part}`);
    return one === null || winner === undefined || winner === one ? [] : [{ one, winner }];
  });
  return {
    matched: [...best.values()].map(({ rank: _, ...one }) => one),
    personal: personal.map(({ cell }) => named(cell)),
    unknown: [
      ...unmatched.filter((one) => !personal.includes(one)).map(({ cell }) => named(cell)),
      ...beaten.filter(({ one, winner }) => one.rank > winner.rank).map(({ one }) => one),
    ].map(({ index, header }) => ({ index, header })),
    repeated: beaten
      .filter(({ one, winner }) => one.rank === winner.rank)
      .map(({ one, winner }) => ({ first: winner, again: one })),
  };
}

/** The labels of required columns that nothing in the file stands for. */
export function missingColumns(
  dataset: Pick<Dataset, 'columns'>,
  { matched }: HeaderMatch,
  given: { readonly region: boolean; readonly source: boolean },
): readonly string[] {
  return Object.entries(dataset.columns).flatMap(([name, column]) => {
    if (!column.required) return [];
    if (column.kind === 'region' && given.region) return [];
    if (column.kind === 'source' && given.source) return [];
    const enough = sufficientParts(column);
    return matched.some((one) => one.column === name && enough.includes(one.part)) ? [] : [column.label.zh];
  });
}

function findColumn({ index, text, wordings }: HeaderCell, words: HeaderWords): Found | null {
  for (const wording of wordings) {
    const found = findTarget(words, wording);
    if (found === null) continue;
    const { column, part, rank, confirmed } = found.target;
    return { index, header: text, column, part, rank, unit: found.unit, ...(confirmed && { confirmed }) };
  }
  return null;
}

const named = ({ index, text }: HeaderCell): NamedColumn => ({ index, header: text });

/** The header cells of one line, or of two lines read together. Cells without any text are left out. */
export function headerCells(upper: readonly Word[], lower: readonly Word[] | null): readonly HeaderCell[] {
  if (lower === null)
    return upper.flatMap(({ text }, index) => (text === '' ? [] : [{ index, text, wordings: [text] }]));
  const width = Math.max(upper.length, lower.length);
  let group = '';
  return Array.from({ length: width }, (_, index): HeaderCell | null => {
    const below = lower[index]?.down === true ? '' : (lower[index]?.text ?? '');
    const above = upper[index]?.text ?? '';
    if (above !== '') group = above;
    if (below === '') return above === '' ? null : { index, text: above, wordings: [above] };
    return group === ''
      ? { index, text: below, wordings: [below] }
      : { index, text: `${group} ${below}`, wordings: [`${group}${below}`, below, `${below}${group}`] };
  }).filter((cell) => cell !== null);
}

/** A cell of a header line. */
export interface Word {
  readonly text: string;
  /** The lower part of a cell merged over both lines. */
  readonly down: boolean;
}

export const headerWord = (text: string, down: boolean): Word => ({ text: normaliseText(text), down });
