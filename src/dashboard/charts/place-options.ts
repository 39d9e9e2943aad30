import type { Option } from './option.ts';
import { hatch, type Palette, stepsOf } from './palette.ts';
import { hoverBox, hoveredIndex, hoverText } from './tooltip.ts';

export interface PlaceValue {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly value: number | null;
  readonly formatted: string;
  /** What a hover says below the name. */
  readonly lines: readonly string[];
}

const hoverOver = (places: readonly PlaceValue[]) => (params: unknown) => {
  const place = places[hoveredIndex(params)];
  return place === undefined ? '' : hoverText(place.name, place.lines);
};

/** One tile a region, in the order given. */
export function tileOption(places: readonly PlaceValue[], columns: number, palette: Palette): Option {
  const steps = stepsOf(places.map(({ value }) => value));
  const rows = Math.ceil(places.length / columns);
  const none = hatch(palette.line, palette.surface);
  return {
    textStyle: { fontFamily: palette.font },
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    tooltip: { trigger: 'item', ...hoverBox(palette), formatter: hoverOver(places) },
    xAxis: { type: 'value', show: false, min: 0, max: columns },
    yAxis: { type: 'value', show: false, min: 0, max: rows, inverse: true },
    series: [
      {
        type: 'custom',
        data: places.map((_, at) => [at % columns, Math.floor(at / columns)]),
        renderItem(params, api) {
          const at = params.dataIndex;
          const place = places[at];
          if (place === undefined) return null;
          const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
          const [right = 0, below = 0] = api.coord([Number(api.value(0)) + 1, Number(api.value(1)) + 1]);
          const step = steps[at] ?? null;
          const width = right - x - 4;
          const small = width < 84;
          return {
            type: 'rect',
            shape: { x: x + 2, y: y + 2, width, height: below - y - 4, r: 6 },
            style: {
              fill: step === null ? none : (palette.scale[step] ?? palette.accent),
              stroke: palette.line,
              lineWidth: step === null ? 1 : 0,
            },
            textContent: {
              type: 'text',
              style: {
                text: `{name|${place.shortName}}\n{value|${place.formatted}}`,
                align: 'center',
                overflow: 'truncate',
                width: width - 8,
                rich: {
                  name: {
                    fontSize: small ? 11 : 12,
                    fill: step === null ? palette.soft : (palette.onScale[step] ?? palette.ink),
                    lineHeight: 18,
                    align: 'center',
                  },
                  value: {
                    fontSize: small ? 11 : 13,
                    fontWeight: 600,
                    fill: step === null ? palette.soft : (palette.onScale[step] ?? palette.ink),
                    align: 'center',
                  },
                },
              },
            },
            textConfig: { position: 'inside' },
          };
        },
      },
    ],
  };
}

/** The operator's map; the features are named by the codes of the regions. */
export function mapOption(name: string, places: readonly PlaceValue[], palette: Palette): Option {
  const steps = stepsOf(places.map(({ value }) => value));
  const none = hatch(palette.line, palette.surface);
  const names = new Map(places.map((place) => [place.code, place.shortName]));
  return {
    textStyle: { fontFamily: palette.font },
    tooltip: { trigger: 'item', ...hoverBox(palette), formatter: hoverOver(places) },
    series: [
      {
        type: 'map',
        map: name,
        nameProperty: 'anlanCode',
        selectedMode: false,
        roam: false,
        label: { show: true, fontSize: 11, color: palette.ink, formatter: ({ name: code }) => names.get(code) ?? '' },
        itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
        emphasis: { itemStyle: { borderColor: palette.ink }, label: { color: palette.ink } },
        data: places.map(({ code, value }, at) => {
          const step = steps[at] ?? null;
          const areaColor = step === null ? none : (palette.scale[step] ?? palette.accent);
          return {
            name: code,
            value: value ?? Number.NaN,
            itemStyle: { areaColor },
            emphasis: { itemStyle: { areaColor } },
            label: { color: step === null ? palette.soft : (palette.onScale[step] ?? palette.ink) },
          };
        }),
      },
    ],
  };
}
