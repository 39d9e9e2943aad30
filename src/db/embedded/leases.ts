import type { Socket } from 'node:net';
import { type Answer, listen, type Request, say } from './conversation.ts';
import { derive, proves } from './secret.ts';

interface LeaseRules {
  readonly secret: string;
  /** What a client that joins now is told. */
  greeting(proof: string): Answer;
  /** Called each time when the number of leases falls. */
  onFewer(politely: boolean): void;
}

export interface Leases {
  admit(socket: Socket): void;
  tell(answer: (proof: string) => Answer): void;
  count(): number;
}

/** Who holds the database: a client holds its lease for as long as its socket is open. */
export function createLeases({ secret, greeting, onFewer }: LeaseRules): Leases {
  const proofs = new Map<Socket, string>();

  function drop(socket: Socket, politely: boolean): void {
    const held = proofs.delete(socket);
    if (politely && proofs.size > 0) {
      say(socket, { kind: 'left' });
      socket.end();
    }
    if (held) onFewer(politely);
  }

  function answer(socket: Socket, request: Request): void {
    if (request.kind === 'leave') {
      drop(socket, true);
    } else if (proves(request.proof, secret, `client ${request.nonce}`)) {
      const proof = derive(secret, `keeper ${request.nonce}`);
      proofs.set(socket, proof);
      say(socket, greeting(proof));
    } else {
      socket.destroy();
    }
  }

  return {
    admit(socket) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => drop(socket, false));
      listen(socket, (line) => answer(socket, line as Request));
    },
    tell(message) {
      for (const [socket, proof] of proofs) say(socket, message(proof));
    },
    count: () => proofs.size,
  };
}
