import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { timed } from './spread.ts';

export interface CommandRun {
  readonly seconds: number;
  /** The most memory it held, in MB; NaN where the system does not tell. */
  readonly peak: number;
  readonly output: string;
}

const STEP_MS = 100;

/** Runs a script of the product as a process of its own. @throws if it ends with an error */
export async function runScript(
  root: string,
  script: string,
  args: readonly string[],
  databaseUrl: string,
): Promise<CommandRun> {
  let peak = Number.NaN;
  const settings = settingsOf(root, script);
  const { seconds, result } = await timed(async () => {
    const child = spawn(
      'env',
      [
        `DATABASE_URL=${databaseUrl}`,
        ...settings.surroundings,
        process.execPath,
        ...settings.options,
        join(root, 'scripts', script),
        ...args,
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', (part) => {
      output += part;
    });
    child.stderr.on('data', (part) => {
      errors += part;
    });
    const ended = once(child, 'close');
    const over = ended.then(() => true);
    while (!(await Promise.race([over, pause(STEP_MS, false)]))) peak = peakOf(child.pid) ?? peak;
    const [code] = await ended;
    if (code !== 0) throw new Error(`${script} ended with ${code}: ${errors}${output.slice(0, 2000)}`);
    return output;
  });
  return { seconds, peak, output: result };
}

/** What `npm run` gives to Node with the script. */
function settingsOf(root: string, script: string) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const command = Object.values<string>(scripts).find((one) => one.endsWith(` scripts/${script}`)) ?? '';
  const words = command.split(' ');
  return {
    surroundings: words.filter((word) => /^[A-Z_]+=/.test(word)),
    options: words.filter((word) => word.startsWith('--')),
  };
}

function peakOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
