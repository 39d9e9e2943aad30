import { expect, test } from 'vitest';
import { createTurns } from '../../../src/kernel/turns.ts';

test('so many begin at once, the others in their order in later turns, and none is forgotten', async () => {
  const { turn } = createTurns(3);
  const begun: number[] = [];
  const turns: number[][] = [];
  let over = false;
  const watch = (): void => {
    turns.push(begun.splice(0));
    if (!over) setImmediate(watch);
  };
  const all = Array.from({ length: 10 }, async (_, at) => {
    await turn();
    begun.push(at);
  });
  await Promise.resolve();
  watch();
  await Promise.all(all);
  over = true;
  turns.push(begun);
  expect(turns.filter(({ length }) => length > 0)).toEqual([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]);
});

test('who comes after a quiet time begins at once', async () => {
  const { turn } = createTurns(2);
  for (let time = 0; time < 3; time++) {
    expect([turn(), turn()]).toEqual([undefined, undefined]);
    expect(turn()).toBeInstanceOf(Promise);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

test('what begins takes as much of a turn as it weighs', async () => {
  const { turn } = createTurns(3);
  expect([turn(2), turn(2)]).toEqual([undefined, undefined]);
  expect(turn(1)).toBeInstanceOf(Promise);
});

test('who waits for all is called once all have begun and asked for what they need', async () => {
  const { turn, begun } = createTurns(2);
  const asked: number[] = [];
  const ask = async (at: number): Promise<void> => {
    await turn();
    for (let step = 0; step < 5; step++) await null;
    asked.push(at);
  };
  const called = new Promise<number>((resolve) => begun(() => resolve(asked.length)));
  const all = Array.from({ length: 7 }, (_, at) => ask(at));
  expect(await called).toBe(7);
  await Promise.all(all);
  const later = new Promise<number>((resolve) => begun(() => resolve(asked.length)));
  const eighth = ask(8);
  expect(await later).toBe(8);
  await eighth;
});
