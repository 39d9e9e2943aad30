import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derive } from './secret.ts';

const LONGEST_SOCKET_PATH = 100;

/** Where the keeper of a data folder listens; only one process can hold it, so it is also the lock. */
export function leaseAddress(dataDir: string, secret: string): string {
  const name = `anlan-${derive(secret, `address ${dataDir}`).slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const inside = join(dataDir, 'lease.sock');
  return Buffer.byteLength(inside) <= LONGEST_SOCKET_PATH ? inside : join(tmpdir(), `${name}.sock`);
}
