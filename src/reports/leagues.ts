import type { ScorecardQuery } from '../../schema/generated/graphql.ts';
import { inLocale, type Locale, label } from '../kernel/label.ts';

export interface League {
  readonly title: string;
  /** Amounts stand as bars from zero; rates, which differ by little, as points. */
  readonly bars: boolean;
  readonly sign: string;
  /** In the order of the places; those without a value last, with the reason instead. */
  readonly places: readonly {
    readonly name: string;
    readonly value: number | null;
    readonly formatted: string;
    readonly place: string;
  }[];
}

const LEAGUES = 4;
const TITLE = label('下级地区排行：', 'Regions below: ');

/** Of the indicators to be drawn the first for which regions below have values. */
export function leaguesOf(
  { region, indicatorTable }: ScorecardQuery,
  pictured: readonly string[],
  locale: Locale,
): readonly League[] {
  const values = region?.indicators ?? [];
  const [, ...rows] = indicatorTable.rows;
  const leagues = pictured.flatMap((code) => {
    const at = values.findIndex(({ indicator }) => indicator.code === code);
    const indicator = values[at]?.indicator;
    const cells = rows.flatMap(({ region: place, values: all }) => {
      const cell = all[at];
      return cell === undefined ? [] : [{ place, cell, position: cell.rank?.position ?? null }];
    });
    if (indicator === undefined || cells.filter(({ cell }) => cell.value !== null).length < 2) return [];
    const order = ({ cell, position }: (typeof cells)[number]): number =>
      cell.value === null ? Number.POSITIVE_INFINITY : (position ?? Number.MAX_SAFE_INTEGER);
    return [
      {
        title: `${inLocale(TITLE, locale)}${indicator.name}`,
        bars: indicator.unit.symbol !== '%',
        sign: indicator.unit.symbol === '%' ? '%' : '',
        places: cells
          .toSorted((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)))
          .map(({ place, cell, position }) => ({
            name: place.name,
            value: cell.value,
            formatted: cell.value === null ? reasonOf(cell, locale) : cell.formatted,
            place: position === null ? '—' : `${position}`,
          })),
      },
    ];
  });
  return leagues.slice(0, LEAGUES);
}

type Cell = ScorecardQuery['indicatorTable']['rows'][number]['values'][number];

/** Why there is no value; a place can have been printed without one. */
function reasonOf({ absenceReason, formatted, rank }: Cell, locale: Locale): string {
  const position = rank?.position ?? null;
  const place = position === null ? null : label(`公布位次第${position}位`, `ranked ${position} as printed`);
  const said = [absenceReason ?? formatted, ...(place === null ? [] : [inLocale(place, locale)])];
  return said.join(locale === 'zh' ? '；' : '; ');
}
