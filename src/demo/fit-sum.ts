import type { Random } from './random.ts';

/**
 * Moves whole numbers by single steps until they add up to `sum`, none going below `least`.
 * @throws RangeError when even the least of all is more than `sum`
 */
export function fitSum(values: readonly number[], sum: number, least: number, random: Random): number[] {
  if (least * values.length > sum)
    throw new RangeError(`expected at least ${least} each for ${values.length}, got ${sum} in all`);
  const fitted = [...values];
  let missing = sum - fitted.reduce((total, value) => total + value, 0);
  while (missing !== 0) {
    const at = random.int(0, fitted.length - 1);
    const value = fitted[at] ?? least;
    if (missing < 0 && value <= least) continue;
    fitted[at] = value + Math.sign(missing);
    missing -= Math.sign(missing);
  }
  return fitted;
}
