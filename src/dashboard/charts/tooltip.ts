import type { TooltipComponentOption } from 'echarts/components';
import type { Palette } from './palette.ts';

/** The look of all hovers. */
export const hoverBox = (palette: Palette): TooltipComponentOption => ({
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line,
  padding: [8, 12],
  textStyle: { color: palette.ink, fontFamily: palette.font, fontSize: 13 },
});

/** A hover text as elements: no markup is made from data. */
export function hoverText(title: string, lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'hover';
  const head = document.createElement('strong');
  head.textContent = title;
  box.append(
    head,
    ...lines.map((line) => {
      const row = document.createElement('div');
      row.textContent = line;
      return row;
    }),
  );
  return box;
}

/** The number of the category that a hover is about. */
export function hoveredIndex(params: unknown): number {
  const first: unknown = Array.isArray(params) ? params[0] : params;
  if (typeof first !== 'object' || first === null || !('dataIndex' in first)) return -1;
  return Number(first.dataIndex);
}
