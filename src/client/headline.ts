import type { IndicatorCode } from '../../schema/indicator-codes.ts';

/** What an overview of all themes shows, in the order in which an office reads it. */
export const HEADLINE: readonly IndicatorCode[] = [
  'survey.safety_rate',
  'mediation.found',
  'mediation.resolution_rate',
  'case.calls',
  'case.criminal_filed',
  'case.clearance_rate',
  'case.minor_fast_clearance_rate',
  'fraud.telecom_filed',
  'ticket.reported',
  'ticket.closure_rate',
  'grid.staff',
  'patrol.members',
  'response.urgent_10min_rate',
  'insurance.settlement_rate',
  'incident.production_deaths',
  'rating.standard_rate',
  'survey.enforcement_rate',
  'survey.gang_crackdown_rate',
];

/** Figures of most places, from which it is told where there are data. */
export const TELLING: readonly IndicatorCode[] = [
  'survey.safety_rate',
  'mediation.found',
  'case.calls',
  'ticket.reported',
];
