import { surveyRates } from '../datasets/survey-rates.ts';
import type { PrintedRate, Question } from './printed-rates.ts';
import { createRandom, type Random } from './random.ts';

type Columns = typeof surveyRates.columns;

/** A record as it would be typed into a file: column by column. */
export type SurveyRecord = Readonly<Record<keyof Columns, string>>;

/** Regions that are ranked among each other, by code. */
export interface Peers {
  readonly regions: readonly string[];
  readonly rounds: readonly string[];
  /** Valid answers to a question, from and to. */
  readonly sample: readonly [number, number];
}

const ASKED: readonly Question[] = ['safety', 'gang_crackdown', 'enforcement'];
const USUAL: Readonly<Partial<Record<Question, number>>> = { safety: 98.7, gang_crackdown: 98.1, enforcement: 97.6 };

/** The printed rates as records: no sample is known of them. */
export function recordsOfPrinted(printed: readonly PrintedRate[]): SurveyRecord[] {
  return printed.map(({ region, round, question, rate, rank }) => ({
    ...blank(region, round, question),
    rate,
    provinceRank: rank?.scope === 'province' ? String(rank.place) : '',
    cityRank: rank?.scope === 'city' ? String(rank.place) : '',
  }));
}

/** Answers of everybody else, such that the printed places hold; a printed rate without a place comes second. */
export function generateSurveys(
  seed: number,
  groups: readonly Peers[],
  printed: readonly PrintedRate[],
): SurveyRecord[] {
  const random = createRandom(seed);
  return groups.flatMap(({ regions, rounds, sample }) =>
    rounds.flatMap((round) =>
      ASKED.flatMap((question) => {
        const fixed = printed.find(
          (one) => one.round === round && one.question === question && regions.includes(one.region),
        );
        const others = random.shuffled(regions.filter((region) => region !== fixed?.region));
        return others.map((region, index): SurveyRecord => {
          const asked = random.int(...sample);
          const side = fixed === undefined ? null : index < (fixed.rank?.place ?? 2) - 1 ? 'above' : 'below';
          const positive = answers(asked, question, fixed, side, random);
          return {
            ...blank(region, round, question),
            mode: surveyRates.columns.mode.choices.phone.label.zh,
            sample: String(asked),
            positive: String(positive),
            rate: ((100 * positive) / asked).toFixed(3),
          };
        });
      }),
    ),
  );
}

function answers(
  asked: number,
  question: Question,
  fixed: PrintedRate | undefined,
  side: 'above' | 'below' | null,
  random: Random,
): number {
  if (fixed === undefined || side === null) {
    return Math.round((asked * ((USUAL[question] ?? 98) + random.int(-70, 70) / 100)) / 100);
  }
  const rate = Number(fixed.rate);
  if (side === 'below') return Math.floor((asked * (rate - random.int(8, 160) / 100)) / 100);
  const exact = (asked * (rate + ((100 - rate) * random.int(15, 60)) / 100)) / 100;
  return Math.min(asked, Math.floor(exact) + 1);
}

function blank(region: string, round: string, question: Question): SurveyRecord {
  return {
    round,
    instrument: '',
    mode: '',
    region,
    question: surveyRates.columns.question.choices[question].label.zh,
    sample: '',
    positive: '',
    rate: '',
    provinceRank: '',
    cityRank: '',
  };
}
