import type { Ask } from './ask.ts';

/** A printed figure of the demo with what the import read from it. */
export interface PrintedRow {
  /** As in figures.csv: `S0-044`. */
  readonly id: string;
  readonly place: string;
  readonly measure: string;
  readonly period: string;
  readonly printed: string;
  readonly unit: string;
  readonly quote: string;
  readonly comparison: 'none' | 'share' | 'yoy' | 'mom' | 'before' | 'rank';
  readonly rank: number | null;
  readonly rankScope: 'province' | 'city' | null;
  /** 12 digits. */
  readonly region: string;
  /** The place is smaller than the region, which is the smallest that the tree knows. */
  readonly withinRegion: boolean;
  /** Null where the catalogue has no such indicator. */
  readonly indicator: string | null;
}

type FigureRecord = Readonly<Record<string, string>>;

interface Stored {
  readonly measure: string;
  readonly printed: string;
  readonly quote: string;
  readonly period: string;
  readonly rank: number | null;
  readonly locality: string | null;
  readonly comparison: { readonly code: PrintedRow['comparison'] } | null;
  readonly rankScope: { readonly code: 'province' | 'city' } | null;
  readonly indicator: { readonly code: string } | null;
  readonly region: { readonly code: string };
}

const PAGE = `query Printed($within: ID!, $after: String) {
  statistics(within: $within, first: 100, after: $after) {
    nodes {
      measure printed quote period rank locality comparison { code } rankScope { code } indicator { code } region { code }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Every row of figures.csv that carries a quantity, beside the row of the API. */
export async function printedRows(
  ask: Ask,
  figures: readonly FigureRecord[],
  provinces: readonly string[],
): Promise<readonly PrintedRow[]> {
  const stored = new Map<string, Stored>();
  for (const province of provinces) {
    for await (const row of storedRows(ask, province)) stored.set(key(row), row);
  }
  return figures
    .filter(({ unit }) => unit !== 'label')
    .map((figure) => {
      const { id = '', place = '', unit_zh: unit = '', measure_zh: measure = '', printed = '', quote = '' } = figure;
      const row = stored.get(key({ measure, printed, quote }));
      if (row === undefined) throw new Error(`expected figure ${id} (${measure}) among the statistics of the API`);
      return {
        id,
        place,
        measure,
        period: row.period,
        printed,
        unit,
        quote,
        comparison: row.comparison?.code ?? 'none',
        rank: row.rank,
        rankScope: row.rankScope?.code ?? null,
        region: row.region.code,
        withinRegion: (row.locality ?? '') !== '',
        indicator: row.indicator?.code ?? null,
      };
    });
}

const key = ({ measure, printed, quote }: Pick<Stored, 'measure' | 'printed' | 'quote'>): string =>
  [measure, printed, quote].join('|');

async function* storedRows(ask: Ask, within: string): AsyncGenerator<Stored> {
  let after: string | null = null;
  do {
    const page: { nodes: Stored[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
      await ask<{ statistics: { nodes: Stored[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(PAGE, {
        within,
        after,
      })
    ).statistics;
    yield* page.nodes;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
