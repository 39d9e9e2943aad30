import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Said by a client: the proof shows that it can read the data folder; the keeper shows the same in return. */
export type Request =
  | { readonly kind: 'join'; readonly nonce: string; readonly proof: string }
  | { readonly kind: 'leave' };

export type Answer =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ready'; readonly port: number; readonly keeper: number; readonly proof: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'stopping' }
  /** To one who leaves others behind. */
  | { readonly kind: 'left' };

/** What a client tells the keeper that it starts. */
export interface Keeping {
  readonly dataDir: string;
  readonly address: string;
  readonly throwaway: boolean;
}

export function say(socket: Socket, message: Request | Answer): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

export function listen(socket: Socket, onLine: (line: unknown) => void): void {
  const lines = createInterface({ input: socket });
  lines.on('error', () => socket.destroy());
  lines.on('line', (line) => {
    try {
      onLine(JSON.parse(line));
    } catch {
      socket.destroy();
    }
  });
}
