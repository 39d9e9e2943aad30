import type { BeginningQuery, StartQuery } from '../../schema/generated/graphql.ts';

/** A region, and the period to show of it; null where nothing was ever reported. */
export interface Beginning {
  readonly region: string;
  readonly period: string | null;
}

const YEARS_BACK = 6;
/** A newer period is shown although it has fewer figures, but not with next to none. */
const ENOUGH = 0.6;

/** The regions among which a first view is chosen: those of the key, else the highest of the tree. */
export function candidates(start: StartQuery | null): readonly string[] {
  if (start === null) return [];
  const { viewer, roots, cities } = start;
  return (viewer.reach ?? [...roots.nodes, ...cities.nodes]).map(({ code }) => code);
}

/** This year up to the last months that are over, then whole years; newest first. */
export function periodsBackFrom(today: Date): readonly string[] {
  const year = today.getFullYear();
  const over = today.getMonth();
  const begun = [over, over - 1]
    .filter((month) => month > 0)
    .map((month) => `${year}-01/${year}-${String(month).padStart(2, '0')}`);
  return [...begun, ...Array.from({ length: YEARS_BACK }, (_, back) => String(year - 1 - back))];
}

/** The region with the most figures in one period, of several the first; and its newest period with enough of them. */
export function beginningOf({ indicatorTable: { rows } }: BeginningQuery): Beginning | null {
  const found = rows.map(({ region, period, values }) => ({
    region: region.code,
    period,
    figures: values.filter(({ absence }) => absence === null).length,
  }));
  const most = Math.max(0, ...found.map(({ figures }) => figures));
  const best = found.find(({ figures }) => figures === most);
  if (best === undefined) return null;
  if (most === 0) return { region: best.region, period: null };
  const own = found.filter(({ region, figures }) => region === best.region && figures >= most * ENOUGH);
  return own[0] ?? best;
}
