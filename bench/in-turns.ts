/**
 * Does the same with each of several, again and again, and begins with another one each time, so that what else the machine
 * does meets all of them.
 * @returns what came of it, a list for each
 */
export async function inTurns<One, Result>(
  all: readonly One[],
  { times, from = 0 }: { readonly times: number; readonly from?: number },
  work: (one: One) => Promise<Result>,
): Promise<readonly (readonly Result[])[]> {
  const found = all.map((one) => ({ one, results: [] as Result[] }));
  for (let turn = from; turn < from + times; turn += 1) {
    const begin = turn % found.length;
    for (const { one, results } of [...found.slice(begin), ...found.slice(0, begin)]) results.push(await work(one));
  }
  return found.map(({ results }) => results);
}
