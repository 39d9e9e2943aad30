/** What a course goes by. */
export declare const GRAINS: readonly ['MONTH', 'QUARTER', 'HALF', 'YEAR'];
export type Grain = (typeof GRAINS)[number];
export type PeriodForm = 'year' | 'half' | 'quarter' | 'month' | 'range';
/** The parts of a period code that the page can choose; null for other codes, which are shown as they are. */
export interface Chosen {
    readonly form: PeriodForm;
    readonly year: number;
    /** Half, quarter or month from 1; 1 for years. Of a range the last month. */
    readonly number: number;
}
export declare function readPeriod(code: string): Chosen | null;
export declare function writePeriod({ form, year, number }: Chosen): string;
export declare const NUMBERS: Readonly<Record<PeriodForm, number>>;
/** How far back the small chart of a card goes. */
export declare const COURSE_YEARS = 5;
/** The same period in the years up to it, oldest first; itself alone where it is of no known form. */
export declare function sameInYears(code: string, years: number): readonly string[];
export interface Course {
    readonly from: string;
    readonly to: string;
    readonly earlierFrom: string;
    readonly earlierTo: string;
}
/** The course that leads up to a period, and the one a year earlier. */
export declare function courseOf(code: string, grain: Grain, today: Date): Course;
