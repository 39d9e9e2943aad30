const JSON_ANSWER = 'application/json; charset=utf-8';

const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['*/*', JSON_ANSWER],
  ['application/*', JSON_ANSWER],
  ['application/json', JSON_ANSWER],
  ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
]);

/** The type of the answer for who accepts this first; null where it has to be weighed. */
export function answerType(accept: string | undefined): string | null {
  const [first = '*/*'] = accept === undefined ? [] : accept.toLowerCase().split(',', 1);
  return ANSWERS.get(first.trim()) ?? null;
}
