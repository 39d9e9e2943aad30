import { WHOLE } from '../../datasets/column-parts.ts';
import type { RegionColumn } from '../../datasets/columns.ts';
import { normaliseText } from '../../kernel/chinese.ts';
import { createLocator } from '../../regions/locate.ts';
import type { Located, LostReason } from '../../regions/located.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { CellOf } from '../reading/row-cells.ts';
import { type Fault, fault, type IssueCode } from '../rows/issue.ts';
import { addProblem } from '../rows/row-draft.ts';
import type { ColumnReader } from './column-reader.ts';

export const PLACE_PARTS = ['code', 'province', 'city', 'county', 'township', 'village', WHOLE] as const;

export type PlacePart = (typeof PLACE_PARTS)[number];

/** The words of a row for its place, by part; only those that are filled in. */
export type PlaceWords = Readonly<Partial<Record<PlacePart, string>>>;

export type Place =
  /** `rest`: the wording that was not found below the region; '' when all was. */
  | { readonly kind: 'found'; readonly region: Region; readonly rest: string }
  | { readonly kind: 'lost'; readonly fault: Fault; readonly part: PlacePart };

export type PlaceReader = (words: PlaceWords) => Place;

/** Looks up places below a scope; a row that names none belongs to the scope itself. */
export function createPlaceReader(tree: RegionTree, scope: Region | null, options: { partly: boolean }): PlaceReader {
  const locator = createLocator(tree, scope, options);
  return (words) => {
    const { province = '', whole = '', ...cells } = words;
    const located = locator.locate({ ...cells, text: `${province}${whole}` });
    switch (located.kind) {
      case 'found':
        return { kind: 'found', region: located.region, rest: '' };
      case 'partly':
        return { kind: 'found', region: located.region, rest: located.rest };
      case 'unknown': {
        const code = located.reason === 'empty' ? 'missing_required' : UNKNOWN_CODES[located.reason];
        return lost(code, located, blame(words, located.rest));
      }
      case 'ambiguous':
        return lost('ambiguous_region', located, deepest(words));
      case 'conflict':
        return lost('region_conflict', located, 'code');
      default:
        return located satisfies never;
    }
  };
}

const UNKNOWN_CODES = {
  'no such name': 'unknown_region',
  'no such code': 'unknown_region',
  outside: 'region_outside',
  above: 'region_outside',
  ended: 'unknown_region',
} as const satisfies Partial<Record<LostReason, IssueCode>>;

function lost(
  code: IssueCode,
  { message, candidates }: Pick<Extract<Located, { kind: 'ambiguous' }>, 'message' | 'candidates'>,
  part: PlacePart,
): Place {
  const near = candidates.map(({ region }) => region);
  const names = near.map(({ name }) => name).join('、');
  const fault: Fault = { code, message, candidates: near.map((region) => region.code) };
  return { kind: 'lost', part, fault: names === '' ? fault : { ...fault, expected: names } };
}

const deepest = (words: PlaceWords): PlacePart => PLACE_PARTS.findLast((part) => words[part] !== undefined) ?? WHOLE;

/** The part of the row where the text that was not found begins. */
function blame(words: PlaceWords, rest: string): PlacePart {
  const found = PLACE_PARTS.find((part) => {
    const text = normaliseText(words[part] ?? '').replaceAll(' ', '');
    return text !== '' && rest !== '' && (rest.includes(text) || text.includes(rest));
  });
  return found ?? deepest(words);
}

const PARTLY = fault(
  'region_partly',
  '只找到上级地区，其余文字照录',
  'found only in part; the rest of the wording is kept',
);

/** Reads the place of a row into `region_id`, and `locality` where the column may be found only in part. */
export function placeColumnReader(name: string, column: RegionColumn, cellOf: CellOf, read: PlaceReader): ColumnReader {
  return (row, draft) => {
    const cells = PLACE_PARTS.flatMap((part) => {
      const cell = cellOf(row, part);
      return cell === null || cell.text === '' ? [] : [{ part, cell }];
    });
    const place = read(Object.fromEntries(cells.map(({ part, cell }) => [part, cell.text])));
    const blamed = place.kind === 'lost' ? place.part : (cells.at(-1)?.part ?? WHOLE);
    const cell = cells.find(({ part }) => part === blamed)?.cell ?? cellOf(row, blamed);
    const where = { column: name, header: cell?.header ?? null };
    if (place.kind === 'lost') {
      addProblem(draft, 'error', where, place.fault, cell?.text ?? null);
      return;
    }
    draft.values.set('region_id', String(place.region.id));
    if (!column.partly) return;
    draft.values.set('locality', place.rest);
    if (place.rest !== '') addProblem(draft, 'warning', where, PARTLY.fault, cell?.text ?? null);
  };
}
