import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Nothing that a test did may have brought a key, a person or the text of a statement into a log. */
export function requireCleanLog(lines: readonly string[]): void {
  for (const [what, pattern] of Object.entries(UNCLEAN)) {
    const found = lines.find((line) => pattern.test(line));
    if (found !== undefined) throw new Error(`${what} in a log: ${found.slice(0, 600)}`);
  }
}

const UNCLEAN = {
  'a whole key': /anlan_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}/,
  'the text of a statement': /\/\* ?[a-z_]+\.[a-z_]+|\bselect\b.{1,300}\bfrom\b|\binsert into\b|\bupdate \w+ set\b/i,
  'a telephone number': /(?<![\w.])1[3-9]\d{9}(?!\w)/,
  'an identity number': /(?<![\w.])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\w)/,
} as const;

/** The same for what server processes wrote below a folder; there must be something. */
export async function requireCleanLogs(folder: string): Promise<void> {
  const lines: string[] = [];
  for await (const file of glob('**/logs/*.log', { cwd: folder })) {
    lines.push(...(await readFile(join(folder, file), 'utf8')).split('\n'));
  }
  if (lines.length === 0) throw new Error(`expected the log of a server in ${folder}`);
  requireCleanLog(lines);
}
