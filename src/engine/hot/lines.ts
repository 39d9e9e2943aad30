/** What was written of a value, by what was asked of it. */
export interface Line {
  readonly asked: string;
  readonly text: string;
}

/** Selections of one value that are kept; the one that was kept first goes. */
const KEPT = 3;
/** Longer ones are written each time. */
const LONGEST = 600;

export function findLine(lines: readonly Line[], asked: string): string | undefined {
  for (const line of lines) if (line.asked === asked) return line.text;
  return undefined;
}

/** Keeps a line in one piece. @returns characters that it takes more */
export function addLine(lines: Line[], asked: string, text: string): number {
  if (text.length > LONGEST) return 0;
  const gone = lines.length === KEPT ? (lines.shift()?.text.length ?? 0) : 0;
  lines.push({ asked, text: Buffer.from(text).toString() });
  return text.length - gone;
}
