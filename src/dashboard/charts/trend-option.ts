import type { CustomSeriesOption } from 'echarts/charts';
import type { FocusViewQuery } from '../../../schema/generated/graphql.ts';
import type { Speak } from '../words/words.ts';
import type { Option } from './option.ts';
import { hatch, type Palette } from './palette.ts';
import { hoverBox, hoveredIndex, hoverText } from './tooltip.ts';

export type Point = NonNullable<FocusViewQuery['region']>['series'][number];

interface Trend {
  readonly now: readonly Point[];
  readonly before: readonly Point[];
  readonly partial: readonly boolean[];
  /** Counts stand as columns, all else as a line. */
  readonly columns: boolean;
  /** Stands behind the numbers of the axis: `%`. */
  readonly sign: string;
  readonly speak: Speak;
  readonly narrow: boolean;
}

/** A course beside that of the year before: gaps for what is absent, hatching for what is not over, intervals as a band. */
export function trendOption({ now, before, partial, columns, sign, speak, narrow }: Trend, palette: Palette): Option {
  const unfinished = hatch(palette.accent, palette.accentSoft);
  const banded = !columns && now.some(({ interval }) => interval?.low != null && interval.high != null);
  const labels = now.map(({ periodLabel }) => shortLabel(periodLabel, before.length > 0));

  return {
    textStyle: { fontFamily: palette.font, color: palette.soft },
    grid: { left: 8, right: 12, top: 16, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      ...hoverBox(palette),
      axisPointer: { type: 'line', lineStyle: { color: palette.faint } },
      formatter: (params) => hoverOf(hoveredIndex(params), now, before, partial, speak),
    },
    xAxis: {
      type: 'category',
      data: labels,
      boundaryGap: true,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: {
        color: palette.soft,
        fontSize: 12,
        interval: narrow && labels.length > 6 ? 1 : 0,
        hideOverlap: true,
      },
    },
    yAxis: {
      type: 'value',
      scale: !columns,
      splitNumber: 4,
      ...(columns ? { minInterval: 1 } : {}),
      axisLabel: { color: palette.soft, fontSize: 12, hideOverlap: true, formatter: `{value}${sign}` },
      splitLine: { lineStyle: { color: palette.line, width: 1 } },
    },
    series: [
      groundOf(now, partial, palette),
      ...(banded ? bandOf(now, palette) : []),
      {
        type: 'line',
        name: speak.say('trendBefore'),
        data: before.map(({ value }) => value),
        connectNulls: false,
        symbol: 'circle',
        symbolSize: 4,
        lineStyle: { color: palette.before, width: 1.5, type: [4, 4] },
        itemStyle: { color: palette.before },
        z: 3,
      },
      columns
        ? {
            type: 'bar',
            name: speak.say('trendNow'),
            barMaxWidth: 28,
            data: now.map(({ value }, at) => ({
              value,
              itemStyle: {
                color: partial[at] ? unfinished : palette.accent,
                borderColor: palette.accent,
                borderWidth: partial[at] ? 1 : 0,
                borderRadius: [3, 3, 0, 0],
              },
            })),
            z: 2,
          }
        : {
            type: 'line',
            name: speak.say('trendNow'),
            connectNulls: false,
            symbol: 'circle',
            data: now.map(({ value }, at) => ({
              value,
              symbolSize: 7,
              itemStyle: partial[at]
                ? { color: palette.surface, borderColor: palette.accent, borderWidth: 2 }
                : { color: palette.accent },
            })),
            lineStyle: { color: palette.accent, width: 2.5 },
            z: 4,
          },
    ],
  };
}

function bandOf(points: readonly Point[], palette: Palette) {
  const bounds = points.map(({ interval }) => {
    const { low, high } = interval ?? {};
    return low == null || high == null ? null : { low, width: high - low };
  });
  const plain = { type: 'line' as const, stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
  return [
    { ...plain, stackStrategy: 'all' as const, data: bounds.map((one) => one?.low ?? null) },
    {
      ...plain,
      stackStrategy: 'all' as const,
      data: bounds.map((one) => one?.width ?? null),
      areaStyle: { color: palette.accent, opacity: 0.14 },
    },
  ];
}

/** A hatched ground behind what is absent, and behind what is not over. */
function groundOf(points: readonly Point[], partial: readonly boolean[], palette: Palette): CustomSeriesOption {
  const gap = hatch(palette.line, 'rgba(0,0,0,0)');
  const unfinished = hatch(palette.accentSoft, 'rgba(0,0,0,0)');
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    z: 1,
    // The second number is a mark, no height: the axis is made for the values alone.
    encode: { x: 0, y: -1 },
    data: points.flatMap(({ value }, at) => (value === null || partial[at] ? [[at, value === null ? 0 : 1]] : [])),
    renderItem(params, api) {
      const at = Number(api.value(0));
      const { x = 0, y = 0, width = 0, height = 0 } = frameOf(params.coordSys);
      const band = width / points.length;
      return {
        type: 'rect',
        shape: { x: x + band * at + 2, y, width: band - 4, height },
        style: { fill: api.value(1) === 0 ? gap : unfinished },
      };
    },
  };
}

// ECharts types the coordinate system of a series as one of many; here it is always the grid.
const frameOf = (system: object) => system as { x?: number; y?: number; width?: number; height?: number };

function hoverOf(
  at: number,
  now: readonly Point[],
  before: readonly Point[],
  partial: readonly boolean[],
  speak: Speak,
) {
  const point = now[at];
  if (point === undefined) return hoverText('', []);
  const said = ({ periodLabel, formatted, value, absenceReason }: Point): string =>
    `${periodLabel}：${value === null ? (absenceReason ?? formatted) : formatted}`;
  const earlier = before[at];
  return hoverText(point.periodLabel, [
    said(point),
    ...(earlier === undefined ? [] : [said(earlier)]),
    ...(partial[at] ? [speak.say('partial')] : []),
  ]);
}

/** Inside one year the year need not be repeated under each mark. */
function shortLabel(label: string, oneYear: boolean): string {
  if (oneYear)
    return label
      .replace(/^\d{4}年/, '')
      .replace(/^([A-Z][a-z]{2})[a-z]* \d{4}$/, '$1')
      .replace(/ \d{4}$/, '');
  return label.replace(/^\d{4}年(?=.)/, (year) => `${year}\n`).replace(/ (\d{4})$/, '\n$1');
}
