/** What the query workloads ask for: the same of the API and of the hand-written endpoint. */
export const CITY = '350500000000';
export const PROVINCE = '350000000000';
export const YEAR = 2021;

export interface Asked {
  readonly code: string;
  readonly of: string;
  /** The denominator of a rate in percent. */
  readonly over?: string;
  /** Stored units in one plain unit: 100 cents in a yuan. */
  readonly scale?: number;
  readonly symbol: string;
  readonly decimals: number;
}

const counted = (code: string, of: string): Asked => ({ code, of, symbol: '', decimals: 0 });
const rate = (code: string, of: string, over: string): Asked => ({ code, of, over, symbol: '%', decimals: 2 });

const found = counted('mediation.found', 'mediations.found');
const accepted = counted('mediation.accepted', 'mediations.accepted');
const resolved = counted('mediation.resolved', 'mediations.resolved_in_period');
const resolution = rate('mediation.resolution_rate', 'mediations.resolved_in_period', 'mediations.found');
const success = rate('mediation.success_rate', 'mediations.resolved_in_period', 'mediations.ended');
const mediated = rate('mediation.mediation_rate', 'mediations.mediated', 'mediations.accepted');

export const SIX: readonly Asked[] = [found, accepted, resolved, resolution, success, mediated];
export const FOUR: readonly Asked[] = [found, resolved, resolution, success];
export const TWELVE: readonly Asked[] = [
  ...SIX,
  rate('mediation.performance_rate', 'mediations.performed', 'mediations.performable'),
  counted('mediation.parties', 'mediations.parties'),
  { code: 'mediation.amount', of: 'mediations.amount', scale: 100, symbol: '', decimals: 2 },
  counted('mediation.escalations_prevented', 'mediations.prevented'),
  counted('mediation.escalations', 'mediations.escalated'),
  // Nobody reported it: absent in the API, null by hand.
  counted('ticket.reported', 'tickets.reported'),
];
export const ONE: readonly Asked[] = [resolution];
