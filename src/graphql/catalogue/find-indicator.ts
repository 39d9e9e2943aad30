import type { Indicator } from '../../indicators/indicator.ts';
import { AnlanError } from '../../kernel/errors.ts';

const NEAREST = 3;

/** @throws AnlanError UNKNOWN_INDICATOR with the nearest codes */
export function findIndicator(
  indicators: ReadonlyMap<string, Indicator>,
  code: string,
  mayHint: () => boolean = () => true,
): Indicator {
  const indicator = indicators.get(code);
  if (indicator !== undefined) return indicator;
  const found = code.slice(0, 80);
  const candidates = (mayHint() ? nearest(indicators, found) : []).map((one) => ({
    code: one.code,
    name: one.name.zh,
  }));
  const hint = candidates.map((one) => `${one.code} ${one.name}`).join(', ');
  throw new AnlanError(
    'UNKNOWN_INDICATOR',
    `expected the code of an indicator such as mediation.resolution_rate, got ${JSON.stringify(found)}${hint === '' ? '' : `; nearest: ${hint}`}`,
    { found, expected: 'a code of the catalogue, see the query `indicators`', candidates },
  );
}

function nearest(indicators: ReadonlyMap<string, Indicator>, code: string): readonly Indicator[] {
  const named = [...indicators.values()].filter((one) => one.name.zh === code || one.aliases.includes(code));
  if (named.length > 0) return named.slice(0, NEAREST);
  return [...indicators.values()]
    .map((one) => ({ one, distance: distance(one.code, code) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAREST)
    .map(({ one }) => one);
}

/** Levenshtein: the letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
