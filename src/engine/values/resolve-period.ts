import { coveredMeasure } from '../../datasets/dataset.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { termsOf } from '../../indicators/terms.ts';
import type { Day } from '../../kernel/day.ts';
import { AnlanError, isAnlanError } from '../../kernel/errors.ts';
import type { Eventual } from '../../kernel/eventual.ts';
import { type Period, parsePeriod, periodHolding } from '../../kernel/period.ts';
import { readPeriod } from '../../kernel/period-reading.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import type { LatestKey } from '../sources/latest-source.ts';
import { reportingRegion } from './coverage.ts';
import { measureOf, termParts } from './declared-measures.ts';
import { storedPeriod } from './figure.ts';
import { countsYears } from './indicator-nature.ts';
import { unseen } from './sight.ts';

/**
 * A period code, relative ones resolved: LATEST is the last month that was reported of what the indicator counts in the
 * region (the year of it, for what is assessed by the year), the last round of a survey, or the last printed period.
 * @throws AnlanError BAD_PERIOD for a code that is none, or LATEST where nothing was reported; OUT_OF_REACH for LATEST
 */
export function resolvePeriod(engine: Engine, code: string, indicator: Indicator, region: Region): Eventual<Period> {
  return code === 'LATEST' ? latest(engine, indicator, region) : parsed(code, engine.today);
}

async function latest(engine: Engine, indicator: Indicator, region: Region): Promise<Period> {
  const hidden = unseen(engine, { indicator, region });
  if (hidden !== null) {
    throw new AnlanError('OUT_OF_REACH', `LATEST: ${hidden.reason.en}`, {
      region: region.code,
    });
  }
  const found = await engine.latest.load(latestKey(engine, indicator, region));
  if (found === null) {
    throw new AnlanError('BAD_PERIOD', `LATEST: nothing has been reported on ${indicator.code} in ${region.name}`, {
      found: 'LATEST',
      indicator: indicator.code,
      region: region.code,
    });
  }
  if (found.code !== null) return storedPeriod(found.code, found.start, found.end);
  return countsYears(engine.measures, indicator)
    ? periodHolding(found.start, 'year')
    : parsePeriod('LATEST', engine.today, found.start);
}

function latestKey(engine: Engine, { code, formula }: Indicator, region: Region): LatestKey {
  const notAfter = engine.today;
  if (formula.kind === 'survey') {
    return { kind: 'rates', regionId: region.id, dataset: formula.dataset, item: formula.item, notAfter };
  }
  if (formula.kind === 'assessment') return { kind: 'assessments', regionId: region.id, indicator: code, notAfter };
  const [first] = termsOf(formula).map((term) => measureOf(engine.measures, termParts(term).code));
  if (first === undefined || first.dataset.covers === null) {
    return { kind: 'figures', regionId: region.id, indicator: code, notAfter };
  }
  const { id } = reportingRegion(engine, region);
  return { kind: 'ledger', regionId: id, measure: coveredMeasure(first.dataset), notAfter };
}

const RELATIVE = ['LATEST', 'YEAR_TO_DATE', 'LAST_12_MONTHS'];

/** @throws AnlanError BAD_PERIOD with the code of what the text seems to mean, such as 2021-H2 for 2021年下半年 */
function parsed(code: string, today: Day): Period {
  try {
    return parsePeriod(code, today);
  } catch (error) {
    const word = code.trim().toUpperCase();
    const meant = RELATIVE.includes(word) ? word : readPeriod(code, { publishedOn: today })?.code;
    if (!isAnlanError(error) || meant === undefined) throw error;
    throw new AnlanError('BAD_PERIOD', `${error.message}; nearest: ${meant}`, {
      ...error.details,
      candidates: [meant],
    });
  }
}
