import { BeginningDocument, RegionViewDocument, StartDocument } from '../../../schema/generated/graphql.ts';
import { beginningOf, candidates, periodsBackFrom } from '../../client/beginning.ts';
import { HEADLINE, TELLING } from '../../client/headline.ts';
import { COURSE_YEARS, sameInYears } from '../../client/periods.ts';
import type { OwnAnswer } from '../calls/own-answer.ts';

/** Asks what the dashboard asks of a first visitor, so that the first one does not wait for what is only slow once. */
export async function readFirstView(answer: OwnAnswer, today: Date): Promise<void> {
  const locale = 'ZH';
  const start = await answer(StartDocument, { locale });
  const regions = [...candidates(start)];
  if (regions.length === 0) return;
  const periods = [...periodsBackFrom(today)];
  const begun = beginningOf(await answer(BeginningDocument, { regions, periods, codes: [...TELLING], asOf: null }));
  if (begun === null || begun.period === null) return;
  const { region, period } = begun;
  const courses = [...sameInYears(period, COURSE_YEARS)];
  await answer(RegionViewDocument, { region, period, courses, codes: [...HEADLINE], asOf: null, locale });
}
