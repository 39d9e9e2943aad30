import { assessmentEvents } from './assessment-events.ts';
import { assessmentRules } from './assessment-rules.ts';
import { assessmentUnits } from './assessment-units.ts';
import { cases } from './cases.ts';
import { claims } from './claims.ts';
import { grids } from './grids.ts';
import { incidents } from './incidents.ts';
import { inspections } from './inspections.ts';
import { mediations } from './mediations.ts';
import { patrolTeams } from './patrol-teams.ts';
import { patrols } from './patrols.ts';
import { policies } from './policies.ts';
import { ratings } from './ratings.ts';
import { rewards } from './rewards.ts';
import { statistics } from './statistics.ts';
import { surveyRates } from './survey-rates.ts';
import { targets } from './targets.ts';
import { tickets } from './tickets.ts';

export const datasets = {
  grids,
  cases,
  mediations,
  patrols,
  patrolTeams,
  policies,
  claims,
  surveyRates,
  tickets,
  incidents,
  inspections,
  ratings,
  rewards,
  statistics,
  targets,
  assessmentRules,
  assessmentUnits,
  assessmentEvents,
} as const;
