import { setTimeout as pause } from 'node:timers/promises';
import { documents, type QueryName } from './documents.ts';

const EVERY_MS = 50;
const NAMES = ['d1', 'd2', 'd3', 'd4'] as const satisfies readonly QueryName[];

/**
 * Asks for one page after the other, twenty a second whether the last was answered or not, until `over` resolves.
 * @returns how many milliseconds each took, each worked out anew
 * @throws if an answer was no success
 */
export async function paced(url: string, key: string, over: Promise<unknown>): Promise<readonly number[]> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${key}`,
    'cache-control': 'no-cache',
  };
  const asked: Promise<number>[] = [];
  let going = true;
  const stop = (): void => {
    going = false;
  };
  over.then(stop, stop);
  for (let at = 0; going; at += 1) {
    const name = NAMES[at % NAMES.length] ?? 'd1';
    const answer = ask(`${url}/graphql`, headers, JSON.stringify(documents[name]));
    answer.catch(() => {});
    asked.push(answer);
    await pause(EVERY_MS);
  }
  await over;
  return Promise.all(asked);
}

async function ask(url: string, headers: Record<string, string>, body: string): Promise<number> {
  const before = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"'))
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return performance.now() - before;
}
