import type { IndicatorCode } from '../../schema/indicator-codes.ts';
/** What an overview of all themes shows, in the order in which an office reads it. */
export declare const HEADLINE: readonly IndicatorCode[];
/** Figures of most places, from which it is told where there are data. */
export declare const TELLING: readonly IndicatorCode[];
