import type { NumberFormat } from '../files/number-format.ts';
import type { SharedTexts } from './shared-texts.ts';

/** What the cells of a sheet refer to. */
export interface BookContext {
  readonly path: string;
  readonly texts: SharedTexts;
  readonly styles: readonly NumberFormat[];
  readonly epoch1904: boolean;
}
