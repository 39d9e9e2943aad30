import type { NumberCells } from '../files/number-cell.ts';
import type { SharedTexts } from './shared-texts.ts';

/** What the cells of a sheet refer to. */
export interface BookContext {
  readonly path: string;
  readonly texts: SharedTexts;
  /** How numbers are read, by the style of the cell. */
  readonly numbers: readonly NumberCells[];
  /** In cells without a style. */
  readonly general: NumberCells;
}
