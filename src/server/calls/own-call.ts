import { DEFAULT_BUDGETS, type Viewer } from '../../access/viewer.ts';
import { type Call, newCall } from './call.ts';

/** Whoever runs the platform, at its own machine: reads all indicators. */
const OPERATOR: Omit<Viewer, 'expiresAt'> = {
  keyId: 'operator',
  agency: 'operator',
  scopes: ['indicators:read'],
  reach: null,
  datasets: null,
  disclosure: 'exact',
  trustedOnly: false,
  budgets: DEFAULT_BUDGETS,
  daysLeft: Number.POSITIVE_INFINITY,
};

/** A question that comes from a script and not over HTTP. */
export function ownCall(viewer: Viewer = { ...OPERATOR, expiresAt: new Date(8.64e15) }): Call {
  const never = new AbortController().signal;
  return newCall({ viewer, left: () => never, stillOpen: async () => true, signal: () => never });
}
