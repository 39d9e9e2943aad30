import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

const LOOPBACK = '127.0.0.1';

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, LOOPBACK);
    await once(server, 'listening');
    const address = server.address();
    server.close();
    await once(server, 'close');
    return typeof address === 'object' ? address?.port : undefined;
  } catch {
    return undefined;
  }
}

/** The port of the last run if it is still free, so that an address once noted keeps working; else any free one. */
export async function choosePort(folder: string): Promise<number> {
  const options = await readFile(join(folder, 'postmaster.opts'), 'utf8').catch(() => '');
  const [, last] = /"-p" "(\d+)"/.exec(options) ?? [];
  const port = (last && (await tryPort(Number(last)))) || (await tryPort(0));
  if (!port) throw new Error(`no port is free on ${LOOPBACK}`);
  return port;
}
