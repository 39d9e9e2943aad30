import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Course } from './courses.ts';
import type { League } from './leagues.ts';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

type Option = ComposeOption<
  | import('echarts/charts').BarSeriesOption
  | import('echarts/charts').LineSeriesOption
  | import('echarts/charts').ScatterSeriesOption
  | import('echarts/components').GridComponentOption
  | import('echarts/components').LegendComponentOption
>;

/** Without double quotes: they are written into an attribute as they are. */
const FONT = "'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif";
const INK = '#1b2529';
const SOFT = '#55636a';
const LINE = '#dcdfdd';
const ACCENT = '#1d5a70';
const BEFORE = '#8d7f6b';
const LEAGUE_WIDTH = 640;
const COURSE = { width: 400, height: 210 };

function drawn(option: Option, width: number, height: number): Picture {
  use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: FONT, color: SOFT }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return { svg, width, height };
}

/** In the order of the places, each with its figure as the API gave it; what is absent has no mark but its reason. */
export function leagueChart({ places, bars, sign }: League): Picture {
  const rising = places.filter(({ value }) => value !== null).toReversed();
  const label = { show: true, position: 'right' as const, color: INK, fontSize: 12 };
  const values = rising.map(({ value, formatted }) => ({
    value: value ?? 0,
    label: { ...label, formatter: formatted },
  }));
  const axis = { type: 'value' as const, splitNumber: 4 };
  const option: Option = {
    grid: { left: 8, right: 96, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: bars
      ? { ...axis, show: false }
      : {
          ...axis,
          scale: true,
          axisLabel: { color: SOFT, fontSize: 11, formatter: `{value}${sign}` },
          splitLine: { lineStyle: { color: LINE } },
        },
    yAxis: {
      type: 'category',
      data: rising.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: INK, fontSize: 13 },
    },
    series: bars
      ? [{ type: 'bar', barMaxWidth: 14, itemStyle: { color: ACCENT, borderRadius: [0, 3, 3, 0] }, data: values }]
      : [{ type: 'scatter', symbolSize: 11, itemStyle: { color: ACCENT }, data: values }],
  };
  return drawn(option, LEAGUE_WIDTH, rising.length * 26 + (bars ? 16 : 40));
}

/** A year by month over the year before; a gap stays a gap. */
export function courseChart({ now, before, bars, sign, years }: Course): Picture {
  const option: Option = {
    legend: { top: 0, right: 4, itemWidth: 18, itemHeight: 8, textStyle: { color: SOFT, fontSize: 11 } },
    grid: { left: 4, right: 8, top: 30, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: now.map((_, at) => `${at + 1}`),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: LINE } },
      axisLabel: { color: SOFT, fontSize: 11 },
    },
    yAxis: {
      type: 'value',
      scale: !bars,
      splitNumber: 3,
      axisLabel: { color: SOFT, fontSize: 11, formatter: `{value}${sign}` },
      splitLine: { lineStyle: { color: LINE } },
    },
    series: [
      bars
        ? { type: 'bar', name: years[1], barMaxWidth: 16, itemStyle: { color: ACCENT }, data: [...now] }
        : {
            type: 'line',
            name: years[1],
            symbol: 'circle',
            symbolSize: 5,
            connectNulls: false,
            lineStyle: { color: ACCENT, width: 2.5 },
            itemStyle: { color: ACCENT },
            data: [...now],
            z: 3,
          },
      {
        type: 'line',
        name: years[0],
        symbol: 'circle',
        symbolSize: 3,
        connectNulls: false,
        lineStyle: { color: BEFORE, width: 1.5, type: [4, 3] },
        itemStyle: { color: BEFORE },
        data: [...before],
      },
    ],
  };
  return drawn(option, COURSE.width, COURSE.height);
}
