import pg from 'pg';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const TEXT_ARRAY: number = 1009;

export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} from the database exceeds 2^53 - 1`);
  return value;
}

function parseArray<T>(text: string, parse: (element: string) => T): (T | null)[] {
  const elements: (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY)(text);
  return elements.map((element) => (element === null ? null : parse(element)));
}

const verbatim = (text: string) => text;

const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [INT8, parseInt8],
  [DATE, verbatim],
  [TIMESTAMP, verbatim],
  [INT8_ARRAY, (text) => parseArray(text, parseInt8)],
  [DATE_ARRAY, (text) => parseArray(text, verbatim)],
]);

/** int8 as a safe number, numeric and date ('YYYY-MM-DD') as text, timestamptz as Date. */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const parse = format === 'binary' ? undefined : parsers.get(oid);
    return parse ?? pg.types.getTypeParser(oid, format);
  },
};
