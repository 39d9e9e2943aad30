import type { Formula, Term } from './formula.ts';

/** The parts of a formula above and below the line that are sums of measures. */
export function partsOf(formula: Formula): { readonly of: readonly Term[]; readonly over: readonly Term[] } {
  switch (formula.kind) {
    case 'measure':
    case 'median':
    case 'share':
      return { of: [formula.measure], over: [] };
    case 'ratio':
      return formula;
    case 'perPopulation':
    case 'perRegions':
      return { of: formula.of, over: [] };
    case 'survey':
    case 'assessment':
    case 'reported':
      return { of: [], over: [] };
    default:
      return formula satisfies never;
  }
}

/** The same in one list. */
export function termsOf(formula: Formula): readonly Term[] {
  const { of, over } = partsOf(formula);
  return [...of, ...over];
}
