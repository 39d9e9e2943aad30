import type { Option } from './option.ts';
import type { Palette } from './palette.ts';

/** The small line of a card: the same period over some years, no axes; a gap stays a gap. */
export function courseOption(values: readonly (number | null)[], palette: Palette): Option {
  const last = values.length - 1 - [...values].reverse().findIndex((value) => value !== null);
  return {
    grid: { left: 4, right: 6, top: 6, bottom: 4 },
    xAxis: { type: 'category', show: false, boundaryGap: false, data: values.map((_, at) => at) },
    yAxis: { type: 'value', show: false, scale: true },
    series: [
      {
        type: 'line',
        silent: true,
        connectNulls: false,
        data: values.map((value, at) => ({ value, symbolSize: at === last ? 6 : value === null ? 0 : 3 })),
        symbol: 'circle',
        lineStyle: { width: 1.5, color: palette.accent },
        itemStyle: { color: palette.accent },
      },
    ],
  };
}
