/** The colours in force, as the style sheet names them. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly faint: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly before: string;
  readonly font: string;
  /** From least to most. */
  readonly scale: readonly string[];
  /** The ink that is read on each step of the scale. */
  readonly onScale: readonly string[];
}

export const STEPS = 5;

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const steps = Array.from({ length: STEPS }, (_, step) => step + 1);
  return {
    ink: read('ink'),
    soft: read('ink-soft'),
    faint: read('ink-faint'),
    line: read('line'),
    surface: read('surface'),
    accent: read('accent'),
    accentSoft: read('accent-soft'),
    before: read('before'),
    font: read('sans'),
    scale: steps.map((step) => read(`scale-${step}`)),
    onScale: steps.map((step) => read(`on-scale-${step}`)),
  };
}

/** Fine slanting lines: what is not there, or not over. */
export function hatch(colour: string, ground: string): { image: HTMLCanvasElement; repeat: 'repeat' } {
  const image = document.createElement('canvas');
  const size = 8;
  image.width = size;
  image.height = size;
  const pen = image.getContext('2d');
  if (pen !== null) {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = colour;
    pen.lineWidth = 1.2;
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift, size);
      pen.lineTo(shift + size, 0);
    }
    pen.stroke();
  }
  return { image, repeat: 'repeat' };
}

/** On which of the steps each value stands, by its place among all of them; null for values that are absent. */
export function stepsOf(values: readonly (number | null)[]): readonly (number | null)[] {
  const present = values.filter((value) => value !== null);
  const low = Math.min(...present);
  const high = Math.max(...present);
  return values.map((value) => {
    if (value === null) return null;
    if (high === low) return Math.floor(STEPS / 2);
    return Math.min(STEPS - 1, Math.floor(((value - low) / (high - low)) * STEPS));
  });
}
