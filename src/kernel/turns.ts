/**
 * Lets so many begin at once, and the others in later turns of the event loop: who does much is not done sooner, and
 * nobody else waits for all of it.
 */
export function createTurns(size: number): () => Promise<void> | undefined {
  const waiting: (() => void)[] = [];
  let begun = 0;
  const turn = (): void => {
    const next = waiting.splice(0, size);
    begun = next.length;
    for (const begin of next) begin();
    if (begun > 0) setImmediate(turn);
  };
  return () => {
    if (begun === 0) setImmediate(turn);
    if (begun < size) {
      begun++;
      return undefined;
    }
    return new Promise((begin) => waiting.push(begin));
  };
}
