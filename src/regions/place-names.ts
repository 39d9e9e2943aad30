import { normaliseText } from '../kernel/chinese.ts';
import type { Region } from './region.ts';
import { shortNameOf, villageStem } from './short-name.ts';

/** What kind of name a text hit; the lower the surer. */
export const SURENESS = { name: 0, alias: 1, ended: 2, short: 3 } as const;

export type NameKind = keyof typeof SURENESS;

export interface PlaceName {
  readonly key: string;
  readonly kind: NameKind;
}

/** For comparing names: no blanks of any kind, half-width digits, letters and brackets. */
export function plain(text: string): string {
  return ONLY_HAN.test(text) ? text : normaliseText(text).replaceAll(' ', '');
}

const ONLY_HAN = /^\p{Script=Han}*$/u;

/** Every way to write the region on its path. */
export function placeNames(region: Region, aliases: readonly string[]): readonly PlaceName[] {
  const name = plain(region.name);
  const own: NameKind = region.validTo === null ? 'name' : 'ended';
  const names: PlaceName[] = [{ key: name, kind: own }];
  if (name.endsWith('街道')) for (const office of ['办事处', '办']) names.push({ key: `${name}${office}`, kind: own });
  for (const alias of aliases) names.push({ key: plain(alias), kind: region.validTo === null ? 'alias' : 'ended' });
  if (region.kind === 'statutory') {
    for (const key of shortForms(region, name)) if (key !== name) names.push({ key, kind: 'short' });
  }
  return names;
}

function shortForms(region: Region, name: string): readonly string[] {
  const short = plain(region.shortName);
  if (region.level !== 'village') return [short];
  const stem = villageStem(name);
  const written = name.endsWith('居委会') || name.endsWith('居民委员会') ? `${stem}社区` : null;
  return [...new Set(written === null ? [short, stem] : [short, stem, written])];
}

/** A text as it may stand in an index: as written, and without 村委会 and the like. */
export function textForms(text: string): readonly string[] {
  const short = shortNameOf(text, 'village');
  return short === text ? [text] : [text, short];
}
