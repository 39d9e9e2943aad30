import { randomUUID } from 'node:crypto';
import { DEFAULT_BUDGETS, type Viewer } from '../access/viewer.ts';
import { type Call, noRows } from './call.ts';

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
  return {
    requestId: randomUUID(),
    viewer,
    left: new AbortController().signal,
    stillOpen: async () => true,
    signal: new AbortController().signal,
    statements: new Map(),
    warnings: [],
    hints: 0,
    objects: 0,
    personal: false,
    rowsRead: noRows(),
    outOfReach: new Set(),
    moments: new Map(),
    withheld: () => 0,
    overtaken: async () => false,
  };
}
