import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

interface ProcessState {
  readonly parent: number;
  readonly zombie: boolean;
}

function stateOf(pid: number): ProcessState | undefined {
  try {
    const line =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '')
        : execFileSync('ps', ['-o', 'state=,ppid=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [state = '', parent] = line.split(/\s+/);
    return { parent: Number(parent), zombie: state.startsWith('Z') };
  } catch {
    return undefined;
  }
}

export function isRunning(pid: number): boolean {
  return stateOf(pid)?.zombie === false;
}

/** The processes that serve a data folder now. */
export function processesOf(dataDir: string): { readonly keeper: number; readonly postmaster: number } {
  const [first = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  const postmaster = Number(first);
  return { postmaster, keeper: stateOf(postmaster)?.parent ?? 0 };
}

export async function until(condition: () => boolean | Promise<boolean>, patienceMs = 5000): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(20)) {
    if (await condition()) return true;
  }
  return false;
}
