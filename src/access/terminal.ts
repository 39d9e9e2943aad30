import { userInfo } from 'node:os';

/** How the audit names who acts at a terminal: the account of the system, and who says to use it. */
export function atTerminal(by?: string): string {
  const name = by?.trim().slice(0, 80) ?? '';
  return name === '' ? account() : `${account()}: ${name}`;
}

function account(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as in containers.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
