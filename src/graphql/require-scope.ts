import type { Scope, Viewer } from '../access/viewer.ts';
import { AnlanError } from '../kernel/errors.ts';

/** @throws AnlanError FORBIDDEN */
export function requireScope({ scopes }: Viewer, scope: Scope): void {
  if (scopes.includes(scope)) return;
  throw new AnlanError('FORBIDDEN', `expected a key with the scope ${scope}`, { scope });
}
