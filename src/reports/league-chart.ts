import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { League } from './scorecard.ts';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const WIDTH = 640;
const FONT = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif';

/** Lying bars in the order of the places, each with its figure as the API gave it; what is absent has no bar. */
export function leagueChart({ places }: League): Picture {
  use([BarChart, GridComponent, SVGRenderer]);
  const height = places.length * 26 + 16;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  const rising = places.toReversed();
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: 96, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false, scale: false },
    yAxis: {
      type: 'category',
      data: rising.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: '#1b2529', fontSize: 13 },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 14,
        itemStyle: { color: '#1d5a70', borderRadius: [0, 3, 3, 0] },
        data: rising.map(({ value, formatted }) => ({
          value: value ?? 0,
          label: { show: true, position: 'right', formatter: formatted, color: '#1b2529', fontSize: 12 },
        })),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return { svg, width: WIDTH, height };
}
