import type { FocusViewQuery } from '../../../schema/generated/graphql.ts';
import type { Option } from './option.ts';
import type { Palette } from './palette.ts';
import { hoverBox, hoveredIndex, hoverText } from './tooltip.ts';

type FocusValue = NonNullable<FocusViewQuery['region']>['indicator'];
export type Slice = NonNullable<FocusValue['breakdown']>[number];

/** Lying bars, the largest on top, each with the figure of the API beside it. */
export function breakdownOption(slices: readonly Slice[], palette: Palette): Option {
  const rising = [...slices].reverse();
  return {
    textStyle: { fontFamily: palette.font, color: palette.soft },
    grid: { left: 4, right: 92, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      ...hoverBox(palette),
      formatter(params) {
        const slice = rising[hoveredIndex(params)];
        return slice === undefined ? '' : hoverText(slice.label, [figureOf(slice)]);
      },
    },
    xAxis: { type: 'value', show: false, max: 'dataMax' },
    yAxis: {
      type: 'category',
      data: rising.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: palette.ink, fontSize: 13 },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 14,
        data: rising.map(({ value }) => value),
        itemStyle: { color: palette.accent, borderRadius: [0, 3, 3, 0] },
        label: {
          show: true,
          position: 'right',
          color: palette.ink,
          fontSize: 12,
          formatter: (params) => {
            const slice = rising[hoveredIndex(params)];
            return slice === undefined ? '' : figureOf(slice);
          },
        },
      },
    ],
  };
}

export const figureOf = ({ formatted, share }: Slice): string =>
  share === null ? formatted : `${formatted}  ${share.toFixed(1)}%`;
