import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const PID = 0;
const PORT = 3;
const STATUS = 7;

/** What a running PostgreSQL writes about itself into its data folder; undefined when it has ended. */
export function readPidFile(folder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[PID]), port: Number(lines[PORT]), ready: lines[STATUS]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
