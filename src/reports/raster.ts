import { Resvg } from '@resvg/resvg-js';
import type { Picture } from './pictures.ts';

/** Twice the size on paper: sharp in print. */
const SCALE = 2;
const FONT = { loadSystemFonts: true } as const;

/** Pictures as PNG, for programs that cannot draw SVG. @returns null where this machine has no Chinese font to draw with */
export function createRaster(): ((picture: Picture) => Buffer) | null {
  if (sample('汉').equals(sample(UNASSIGNED))) return null;
  return ({ svg, width }) =>
    new Resvg(svg, { font: FONT, background: '#ffffff', fitTo: { mode: 'width', value: width * SCALE } })
      .render()
      .asPng();
}

/** No font has it: it is drawn as whatever stands for a missing letter. */
const UNASSIGNED = '\uf8e1';

const sample = (text: string): Buffer =>
  new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><text x="2" y="22" font-size="20">${text}</text></svg>`,
    { font: FONT },
  )
    .render()
    .asPng();
