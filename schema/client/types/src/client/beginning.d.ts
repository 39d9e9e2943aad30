import type { BeginningQuery, StartQuery } from '../../schema/generated/graphql.ts';
/** A region, and the period to show of it; null where nothing was ever reported. */
export interface Beginning {
    readonly region: string;
    readonly period: string | null;
}
/** The regions among which a first view is chosen: those of the key, else the highest of the tree. */
export declare function candidates(start: StartQuery | null): readonly string[];
/** This year up to the last months that are over, then whole years; newest first. */
export declare function periodsBackFrom(today: Date): readonly string[];
/** The region with the most figures in one period, of several the first; and its newest period with enough of them. */
export declare function beginningOf({ indicatorTable: { rows } }: BeginningQuery): Beginning | null;
