import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { connect, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const SETTLE_MS = 100;

async function isAbandoned(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

async function tryToListen(server: Server, address: string): Promise<boolean> {
  try {
    server.listen(address);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}

/**
 * Holding the address is the lock. Linux and Windows free it when the holder dies; elsewhere it is a file, and one
 * that a killed keeper left is replaced, unless somebody else replaced it at the same moment.
 */
export async function holdAddress(server: Server, address: string): Promise<boolean> {
  const isFile = !address.startsWith('\0') && process.platform !== 'win32';
  if (!isFile) return tryToListen(server, address);
  if (!(await tryToListen(server, address))) {
    if (!(await isAbandoned(address))) return false;
    await rm(address, { force: true });
    if (!(await tryToListen(server, address))) return false;
  }
  const { ino } = await stat(address);
  await pause(SETTLE_MS);
  return (await stat(address).catch(() => undefined))?.ino === ino;
}
