import { datasets } from '../datasets/index.ts';
import { assessment } from './assessment.ts';
import { crime } from './case.ts';
import { fraud } from './fraud.ts';
import { grid } from './grid.ts';
import { incident } from './incident.ts';
import type { Indicator, Theme } from './indicator.ts';
import { insurance } from './insurance.ts';
import { withMeasureVersions } from './measure-versions.ts';
import { mediation } from './mediation.ts';
import { organizedCrime } from './organized-crime.ts';
import { patrol } from './patrol.ts';
import { population } from './population.ts';
import { rating } from './rating.ts';
import { response } from './response.ts';
import { reward } from './reward.ts';
import { suggestion } from './suggestion.ts';
import { survey } from './survey.ts';
import { ticket } from './ticket.ts';
import { traffic } from './traffic.ts';
import { video } from './video.ts';

const declared: readonly Theme[] = [
  survey,
  crime,
  fraud,
  mediation,
  grid,
  ticket,
  patrol,
  response,
  video,
  insurance,
  incident,
  organizedCrime,
  rating,
  assessment,
  reward,
  suggestion,
  traffic,
  population,
];

export const themes: readonly Theme[] = declared.map((theme) => withMeasureVersions(theme, datasets));

/** The catalogue by code. */
export const indicators: ReadonlyMap<string, Indicator> = new Map(
  themes.flatMap((theme) => Object.values(theme.indicators)).map((indicator) => [indicator.code, indicator]),
);
