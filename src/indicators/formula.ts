import type { datasets } from '../datasets/index.ts';

type Datasets = typeof datasets;
type Snake<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${Snake<Tail>}`
  : '';

/** `mediations.resolved_in_period`: every measure that a dataset declares. */
export type MeasureCode = {
  [Name in keyof Datasets]: `${Datasets[Name]['code']}.${Snake<keyof Datasets[Name]['measures'] & string>}`;
}[keyof Datasets];

/** A question that the surveys ask. */
export type SurveyItem = keyof Datasets['surveyRates']['columns']['question']['choices'];

/** A measure, or only the part of it under one word of a breakdown (`type:物业`). */
export type Term = MeasureCode | { readonly measure: MeasureCode; readonly member: string };

/** How a value comes about. What has no lawful roll-up is recomputed from rows or absent. */
export type Formula =
  /** One measure: a count or sum (flow), or what holds on the last day (stock). */
  | { readonly kind: 'measure'; readonly measure: Term }
  /** Sum over sum, times `factor` (100 for percentages). */
  | { readonly kind: 'ratio'; readonly of: readonly Term[]; readonly over: readonly Term[]; readonly factor: number }
  /** Sum over the population that the indicator `over` gives for the period, times `factor`. */
  | { readonly kind: 'perPopulation'; readonly of: readonly Term[]; readonly over: string; readonly factor: number }
  /** Sum over the number of regions of a level that the tree holds, times `factor`. */
  | {
      readonly kind: 'perRegions';
      readonly of: readonly Term[];
      readonly level: 'county' | 'township' | 'village';
      readonly factor: number;
    }
  | { readonly kind: 'median'; readonly measure: MeasureCode }
  /** Each word's part of a measure, by a breakdown: only its slices have values. */
  | { readonly kind: 'share'; readonly measure: MeasureCode; readonly by: string }
  /** A question of a survey: the rate as reported, else from its answers, else rolled up where every part has a sample. */
  | { readonly kind: 'survey'; readonly dataset: Datasets[keyof Datasets]['code']; readonly item: string }
  /** What the scheme of assessment gives that the region is a unit of; else as printed. */
  | { readonly kind: 'assessment' }
  /** Only as printed or reported. */
  | { readonly kind: 'reported' };
