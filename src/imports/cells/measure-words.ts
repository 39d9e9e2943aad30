import type { Indicator } from '../../indicators/indicator.ts';
import { normaliseText } from '../../kernel/chinese.ts';
import type { UnitCode } from '../../kernel/unit.ts';

/** What the words of a reported measure say. */
export interface MeasureWords {
  /** The code of the catalogue, or null where it knows no such indicator. */
  readonly indicator: string | null;
  /** In which the catalogue measures it. */
  readonly unit: UnitCode | null;
  /** Said by the words themselves: 同比变化, （前）, 全省排名. */
  readonly comparison: 'yoy' | 'mom' | 'share' | 'rank' | 'before' | null;
}

const SUFFIXES: readonly (readonly [RegExp, MeasureWords['comparison']])[] = [
  [/\((?:前|整治前|治理前|上期)\)$/, 'before'],
  [/\((?:后|整治后|治理后|本期)\)$/, null],
  [/(?:同比)(?:变化|增减|增长|增幅|降幅|升幅)?$/, 'yoy'],
  [/(?:环比)(?:变化|增减|增长|增幅|降幅|升幅)?$/, 'mom'],
  [/(?:在?全?[省市县区]|)(?:排名|名次|位次)$/, 'rank'],
  [/占比$/, 'share'],
];

/** Resolves the words of a report to the catalogue: by code, name or alias, with and without words of comparison. */
export function createMeasureWords(indicators: Iterable<Indicator>): (words: string) => MeasureWords {
  const known = new Map<string, Pick<MeasureWords, 'indicator' | 'unit'>>();
  for (const { code, name, aliases, unit } of indicators) {
    for (const word of [code, name.zh, name.en, ...aliases]) known.set(key(word), { indicator: code, unit });
  }
  return (words) => {
    const whole = key(words);
    const found = known.get(whole);
    if (found !== undefined) return { ...found, comparison: null };
    for (const [suffix, comparison] of SUFFIXES) {
      const stem = whole.replace(suffix, '');
      if (stem !== whole) return { ...(known.get(stem) ?? UNKNOWN), comparison };
    }
    return { ...UNKNOWN, comparison: null };
  };
}

const UNKNOWN = { indicator: null, unit: null } as const;

const key = (words: string): string => normaliseText(words).replaceAll(' ', '').toLowerCase();
