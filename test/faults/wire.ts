import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A wire to PostgreSQL that fails in the ways that wires do. */
export interface Wire {
  /** Of the database, by way of the wire. */
  readonly url: string;
  /** Both ends are told that the other is gone. */
  reset(): void;
  /** From now on nothing passes, and nobody is told. */
  swallow(): void;
  /** The same from the first statement on that holds these words. */
  swallowAt(words: string): void;
  /** The next import commits, but its COMMIT is not answered: the wire is reset instead. Resolves when that happened. */
  loseCommit(): Promise<void>;
  /** What comes from now on passes. */
  mend(): void;
  close(): Promise<void>;
}

interface Line {
  readonly near: Socket;
  readonly far: Socket;
  /** It is about to commit an import. */
  ending: boolean;
}

const LAST_STATEMENT = 'imports.notify';
const COMMIT = 'commit\0';

export async function createWire(database: string): Promise<Wire> {
  const target = new URL(database);
  const lines = new Set<Line>();
  let dark = false;
  let onLost: (() => void) | null = null;
  let last: string | null = null;

  function reset(): void {
    for (const { near, far } of lines) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  function swallow(): void {
    dark = true;
    for (const { near, far } of lines) {
      near.pause();
      far.pause();
    }
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true });
    const line: Line = { near, far, ending: false };
    let committing = false;
    lines.add(line);
    if (dark) near.pause();
    near.on('data', (bytes) => {
      if (last !== null && bytes.includes(last)) swallow();
      if (dark) return;
      if (onLost !== null) {
        const text = bytes.toString('latin1');
        line.ending ||= text.includes(LAST_STATEMENT);
        committing ||= line.ending && text.includes(COMMIT);
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (dark) return;
      if (!committing) {
        near.write(bytes);
        return;
      }
      reset();
      onLost?.();
      onLost = null;
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {});
      one.on('end', () => other.end());
      one.on('close', () => {
        lines.delete(line);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(database);
  url.port = String(typeof address === 'object' ? address?.port : '');

  return {
    url: url.href,
    reset,
    swallow,
    swallowAt(words) {
      last = words;
    },
    loseCommit: () =>
      new Promise((resolve) => {
        onLost = resolve;
      }),
    mend() {
      reset();
      dark = false;
      last = null;
      onLost = null;
    },
    async close() {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
}
