import { AnlanError } from '../kernel/errors.ts';
import type { Viewer } from './viewer.ts';

/** What one import changed could be a single person. @throws AnlanError FORBIDDEN for a restricted key */
export function refuseHistory({ disclosure }: Pick<Viewer, 'disclosure'>): void {
  if (disclosure === 'exact') return;
  throw new AnlanError('FORBIDDEN', 'a restricted key reads the newest data only, and hears of no single change');
}
