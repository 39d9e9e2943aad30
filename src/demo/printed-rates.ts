import { surveyRates } from '../datasets/survey-rates.ts';

const { question: questions } = surveyRates.columns;

export type Question = keyof typeof questions.choices;

/** A survey rate as an article prints it. */
export interface PrintedRate {
  /** 12 digits. */
  readonly region: string;
  readonly round: string;
  readonly question: Question;
  /** In percent, as printed. */
  readonly rate: string;
  readonly rank: { readonly scope: 'province' | 'city'; readonly place: number } | null;
  /** Key of the article. */
  readonly source: string;
}

/** The survey rates among printed figures, whose rows have the columns of figures.csv. */
export function printedRates(figures: readonly Readonly<Record<string, string>>[]): readonly PrintedRate[] {
  return figures.flatMap((figure): readonly PrintedRate[] => {
    const question = questionOf(figure.measure_zh ?? '');
    const { division_code: division = '', period = '', printed = '', seed_file: source = '' } = figure;
    if (question === null || figure.comparison !== 'none') return [];
    return [{ region: division.padEnd(12, '0'), round: period, question, rate: printed, rank: rankOf(figure), source }];
  });
}

function questionOf(words: string): Question | null {
  for (const [code, { label, aliases }] of Object.entries(questions.choices)) {
    // Object.entries gives the keys of `choices`, which are the questions.
    if (label.zh === words || aliases.includes(words)) return code as Question;
  }
  return null;
}

function rankOf({ rank_scope: scope, rank }: Readonly<Record<string, string>>): PrintedRate['rank'] {
  return scope === 'province' || scope === 'city' ? { scope, place: Number(rank) } : null;
}
