import { type Exact, toFixed } from '../../kernel/exact.ts';

/** A finite decimal written out, without an exponent and without zeros at the end. */
export const decimalText = (value: Exact): string => toFixed(value, 20).replace(/\.?0+$/, '');
