import { WHOLE } from '../../datasets/column-parts.ts';
import type { RegionColumn } from '../../datasets/columns.ts';
import { normaliseText } from '../../kernel/chinese.ts';
import { createLocator, type Locator } from '../../regions/locate.ts';
import type { Located, LostReason } from '../../regions/located.ts';
import type { Region, RegionLevel } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { redact } from '../personal/redact.ts';
import type { CellOf } from '../reading/row-cells.ts';
import { type Fault, fault, type IssueCode } from '../rows/issue.ts';
import type { NormalisationCode } from '../rows/normalisation.ts';
import { addNote, addProblem } from '../rows/row-draft.ts';
import type { ColumnReader } from './column-reader.ts';

export const PLACE_PARTS = ['code', 'province', 'city', 'county', 'township', 'village', WHOLE] as const;

export type PlacePart = (typeof PLACE_PARTS)[number];

/** The words of a row for its place, by part; only those that are filled in. */
export type PlaceWords = Readonly<Partial<Record<PlacePart, string>>>;

export type Place =
  /** `rest`: the wording that was not found below the region; '' when all was. */
  | {
      readonly kind: 'found';
      readonly region: Region;
      readonly rest: string;
      /** How it was found otherwise than by its present names or code. */
      readonly notes: readonly NormalisationCode[];
    }
  | { readonly kind: 'lost'; readonly fault: Fault; readonly part: PlacePart };

export type PlaceReader = (words: PlaceWords) => Place;

/** Looks up places below a scope; a row that names none belongs to the scope itself. */
export function createPlaceReader(tree: RegionTree, scope: Region | null, options: { partly: boolean }): PlaceReader {
  const locator = createLocator(tree, scope, options);
  return (words) => {
    const place = readPlace(words);
    if (place.kind === 'found' && place.rest === '') return place;
    for (const { words: otherwise, note } of otherwiseWritten(words)) {
      const again = readPlace(otherwise);
      if (again.kind === 'found' && again.rest === '') return { ...again, notes: [...again.notes, note] };
    }
    return place;
  };

  function readPlace(words: PlaceWords): Place {
    const { province = '', whole = '', ...cells } = words;
    if (scope !== null && meansWhole(words, scope.level)) {
      return { kind: 'found', region: scope, rest: '', notes: ['place_whole'] };
    }
    const located = locate(locator, cells, province, whole);
    switch (located.kind) {
      case 'found':
        return { kind: 'found', region: located.region, rest: '', notes: notesOf(located) };
      case 'partly':
        return { kind: 'found', region: located.region, rest: located.rest, notes: [] };
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
  }
}

/** A single column of places may be the last of several: 所属村（社区） beside a county and a township. */
function locate(locator: Locator, cells: Omit<PlaceWords, 'whole'>, province: string, whole: string): Located {
  const located = locator.locate({ ...cells, text: `${province}${whole}` });
  const beside = cells.county !== undefined || cells.township !== undefined;
  if (located.kind === 'found' || whole === '' || !beside || cells.village !== undefined) return located;
  return locator.locate({ ...cells, text: province, village: whole });
}

/** 鼓楼区（本级）, 鼓楼区本级, 安海镇直属: the unit itself, apart from all below it. */
const OWN_LEVEL = /^(.{2,}?)\(?(?:[省市区县镇乡]?本级|[省市区县镇乡]直|直属|机关)\)?$/;

const CODE_FIRST = /^(\d{6}|\d{9}|\d{12})[-_:/]?(\p{Script=Han}.*)$/u;
const CODE_LAST = /^(\p{Script=Han}.*?)[-_:/]?\(?(\d{6}|\d{9}|\d{12})\)?$/u;
const BRACKETS = /^([^()]+)\(([^()]+)\)$/;

/** The last name of a place taken apart: without words for the level itself, from its code, without brackets. */
function otherwiseWritten(
  words: PlaceWords,
): readonly { readonly words: PlaceWords; readonly note: NormalisationCode }[] {
  const last = deepest(words);
  const text = normaliseText(words[last] ?? '').replaceAll(' ', '');
  const own = OWN_LEVEL.exec(text)?.[1];
  const [, first, behind] = CODE_FIRST.exec(text) ?? [];
  const [, before, code] = CODE_LAST.exec(text) ?? [];
  const [, head, inner] = BRACKETS.exec(text) ?? [];
  const name = behind ?? before;
  return [
    ...(own === undefined ? [] : [{ words: { ...words, [last]: own }, note: 'place_own' as const }]),
    ...(name === undefined || words.code !== undefined
      ? []
      : [{ words: { ...words, [last]: name, code: first ?? code ?? '' }, note: 'place_joined' as const }]),
    ...(head === undefined || inner === undefined
      ? []
      : [{ words: { ...words, [last]: `${head}${inner}` }, note: 'place_joined' as const }]),
  ];
}

const WHOLES: Readonly<Record<RegionLevel, RegExp>> = {
  province: /^(?:全省|省本级|本省)$/,
  city: /^(?:全市|市本级|本市|市直)$/,
  county: /^(?:全[区县市]|[区县市]本级|本[区县市]|全区县|[区县市]直)$/,
  township: /^(?:全[镇乡]|全街道|[镇乡]本级|街道本级|本[镇乡]|本街道)$/,
  village: /^(?:全村|本村|全社区|本社区)$/,
  grid: /^(?:本网格|全网格)$/,
};

/** 全区, 本级: the region that the whole file is given for. */
function meansWhole(words: PlaceWords, level: RegionLevel): boolean {
  const [word, ...more] = Object.values(words);
  return word !== undefined && more.length === 0 && WHOLES[level].test(normaliseText(word).replaceAll(' ', ''));
}

function notesOf({ via, note }: Extract<Located, { kind: 'found' }>): readonly NormalisationCode[] {
  return [
    ...(via === 'alias' ? (['place_alias'] as const) : []),
    ...(via === 'successor' ? (['place_successor'] as const) : []),
    ...(note === 'functional zone' ? (['place_zone'] as const) : []),
    ...(note === 'code unknown' ? (['place_code_unknown'] as const) : []),
    ...(note === 'name unknown' ? (['place_name_unknown'] as const) : []),
  ];
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
    const unsaid = cells.length === 0 ? PLACE_PARTS.map((part) => cellOf(row, part)?.header).find((one) => one) : null;
    if (unsaid) addNote(draft, 'place_empty', { column: name, header: unsaid }, '', place.region.name);
    for (const code of place.notes)
      addNote(draft, code, where, cells.map((one) => one.cell.text).join(' '), place.region.name);
    for (const one of cells) {
      if (one.cell.merged)
        addNote(draft, 'merged', { column: name, header: one.cell.header }, one.cell.text, one.cell.text);
    }
    if (!column.partly) return;
    const rest = redact(place.rest);
    if (rest !== place.rest) draft.redacted.push(cell?.header ?? '');
    draft.values.set('locality', rest);
    if (place.rest !== '') addProblem(draft, 'warning', where, PARTLY.fault, cell?.text ?? null);
  };
}
