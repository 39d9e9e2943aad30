import { type Asked, CITY, FOUR, ONE, PROVINCE, SIX, TWELVE, YEAR } from './asked.ts';

export interface GraphQLRequest {
  readonly query: string;
  readonly variables: object;
}

const codes = (asked: readonly Asked[]): readonly string[] => asked.map(({ code }) => code);
const quarters = [1, 2, 3, 4].map((quarter) => `${YEAR}-Q${quarter}`);

/** What a frontend would ask for. */
export const documents = {
  d1: {
    query: `query DrillDown($city: ID!, $codes: [ID!]!, $period: Period!) {
      region(code: $city) {
        children {
          code
          name
          indicators(codes: $codes, period: $period) {
            indicator { code }
            value
            numerator
            denominator
            formatted
            change { absolute relative printed }
            rank(within: CITY) { position of }
          }
        }
      }
    }`,
    variables: { city: CITY, codes: codes(SIX), period: String(YEAR) },
  },
  d2: {
    query: `query Trend($region: ID!, $from: Period!, $to: Period!) {
      region(code: $region) {
        ${FOUR.map(({ code }, at) => `s${at}: series(code: "${code}", from: $from, to: $to, by: MONTH) { period value formatted }`).join('\n')}
      }
    }`,
    variables: { region: CITY, from: `${YEAR}-01`, to: `${YEAR + 1}-12` },
  },
  d3: {
    query: `query Ranking($within: ID!, $code: ID!, $period: Period!) {
      indicatorTable(indicators: [$code], regions: { within: $within, level: COUNTY }, periods: [$period]) {
        rows {
          region { code name }
          values { value formatted rank(within: PROVINCE) { position of } }
        }
      }
    }`,
    variables: { within: PROVINCE, code: codes(ONE)[0], period: String(YEAR) },
  },
  d4: {
    query: `query HeatTable($within: ID!, $codes: [ID!]!, $periods: [Period!]!) {
      indicatorTable(indicators: $codes, regions: { within: $within, level: COUNTY }, periods: $periods) {
        rows { region { code name } period values { value formatted } }
      }
    }`,
    variables: { within: PROVINCE, codes: codes(TWELVE), periods: quarters },
  },
  d5: {
    query: `query Records($within: ID!) {
      mediations(within: $within, first: 50) {
        nodes { serial acceptedOn closedOn outcome { code } parties amount region { code name } }
      }
    }`,
    variables: { within: CITY },
  },
} as const satisfies Readonly<Record<string, GraphQLRequest>>;

export type QueryName = keyof typeof documents;
