import type { CellFragment, RegionViewQuery } from '../../../schema/generated/graphql.ts';

type Row = RegionViewQuery['indicatorTable']['rows'][number];

export interface Below {
  readonly region: Row['region'];
  readonly cell: CellFragment;
}

/** The regions below with their value of one indicator, in the order of the tree. */
export function below(page: RegionViewQuery, at: number): readonly Below[] {
  return page.indicatorTable.rows.slice(1).flatMap(({ region, values }) => {
    const cell = values[at];
    return cell === undefined ? [] : [{ region, cell }];
  });
}

/** The best first; those without a place after them, in the order of the tree. */
export function ranked(rows: readonly Below[]): readonly Below[] {
  const place = ({ cell }: Below): number => cell.rank?.position ?? Number.POSITIVE_INFINITY;
  return [...rows].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
