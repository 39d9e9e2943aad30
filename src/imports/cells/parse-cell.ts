import type { HeaderUnit } from '../reading/header-words.ts';
import type { Reading } from '../rows/issue.ts';

/** Reads the text of a cell that is not empty; the unit is that of its header. */
export type ParseCell = (text: string, unit: HeaderUnit | null) => Reading<string>;
