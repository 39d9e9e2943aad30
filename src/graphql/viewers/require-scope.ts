import type { Scope, Viewer } from '../../access/viewer.ts';
import { AnlanError } from '../../kernel/errors.ts';

/** One of the scopes is enough. @throws AnlanError FORBIDDEN */
export function requireScope({ scopes }: Viewer, ...enough: readonly Scope[]): void {
  if (enough.some((scope) => scopes.includes(scope))) return;
  throw new AnlanError('FORBIDDEN', `expected a key with the scope ${enough.join(' or ')}`, { scope: enough[0] });
}
