/** Lines for COPY, one behind the other. */
export interface CopyLines {
  readonly count: () => number;
  readonly bytes: () => number;
  /** @param line with its end */
  add(line: string, region: number): void;
  readonly regions: () => ReadonlySet<number>;
  /** In the order in which they were added. */
  inOrder(): Iterable<Buffer>;
  /** Region by region. */
  byRegion(): Iterable<Buffer>;
  clear(): void;
}

/** Enough for most; it doubles when it is not. */
const BYTES = 3_000_000;

/** Of a character at most. */
const WIDEST = 3;

/** What is written at once cannot be broken off, and is held until all of it is taken. */
const PART = 1 << 17;

/** @param most so many lines fit */
export function createCopyLines(most: number): CopyLines {
  const ends = new Uint32Array(most);
  const regions = new Float64Array(most);
  let buffer = Buffer.allocUnsafeSlow(BYTES);
  let count = 0;
  const startOf = (line: number): number => (line === 0 ? 0 : (ends[line - 1] ?? 0));
  return {
    count: () => count,
    bytes: () => startOf(count),
    add(line, region) {
      const start = startOf(count);
      const longest = start + line.length * WIDEST;
      if (longest > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(2 * longest);
        buffer.copy(larger, 0, 0, start);
        buffer = larger;
      }
      ends[count] = start + buffer.write(line, start);
      regions[count] = region;
      count += 1;
    },
    regions: () => new Set(regions.subarray(0, count)),
    *inOrder() {
      const length = startOf(count);
      for (let at = 0; at < length; at += PART) yield buffer.subarray(at, Math.min(at + PART, length));
    },
    *byRegion() {
      // The place of a line is added to its region: numbers alone are sorted without a call for each comparison.
      const keys = regions.subarray(0, count).map((region, line) => region * most + line);
      let part: Buffer[] = [];
      let size = 0;
      for (const key of keys.sort()) {
        const line = key % most;
        const bytes = buffer.subarray(startOf(line), ends[line]);
        part.push(bytes);
        size += bytes.length;
        if (size < PART) continue;
        yield Buffer.concat(part, size);
        [part, size] = [[], 0];
      }
      yield Buffer.concat(part, size);
    },
    clear() {
      count = 0;
    },
  };
}
