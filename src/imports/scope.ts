import type { Dataset } from '../datasets/dataset.ts';
import { addMonths, type Day } from '../kernel/day.ts';
import { AnlanError, isAnlanError } from '../kernel/errors.ts';
import type { Period } from '../kernel/period.ts';
import { readPeriod } from '../kernel/period-reading.ts';
import { createLocator } from '../regions/locate.ts';
import { inLedger, type Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';

/** @throws AnlanError UNKNOWN_DATASET */
export function findDataset(datasets: readonly Dataset[], code: string): Dataset {
  const found = datasets.find((dataset) => dataset.code === code || dataset.label.zh === code);
  if (found !== undefined) return found;
  const known = ['regions', ...datasets.map((dataset) => dataset.code)];
  const words = ['regions', ...datasets.map((dataset) => `${dataset.code} ${dataset.label.zh}`)];
  throw new AnlanError(
    'UNKNOWN_DATASET',
    {
      zh: `没有数据集 ${code}；可用：${words.join('、')}`,
      en: `there is no dataset ${code}; there are ${known.join(', ')}`,
    },
    { known },
  );
}

/** The region that a whole file belongs to. @throws AnlanError UNKNOWN_REGION, with the codes of what it may mean */
export function findScope(tree: RegionTree, code: string | undefined): Region | null {
  return code === undefined ? null : findPlace(tree, code, '--region');
}

/** @param name of what was given, for the message. @throws AnlanError UNKNOWN_REGION, with the codes of what it may mean */
export function findPlace(tree: RegionTree, code: string, name: string): Region {
  const found = tree.find(code) ?? tree.find(code.padEnd(12, '0'));
  if (found !== null) return tree.inForce(found);
  const meant = namedRegions(tree, code).map((region) => `${region.code} ${tree.fullName(region)}`);
  const [zh, en] = meant.length === 0 ? ['', ''] : [`；或为 ${meant.join('、')}`, `; perhaps ${meant.join(', ')}`];
  throw new AnlanError(
    'UNKNOWN_REGION',
    {
      zh: `${name}：应为已有的区划代码，得到 ${code}${zh}`,
      en: `${name}: expected the code of a known region, got ${code}${en}`,
    },
    { found: code, candidates: meant },
  );
}

function namedRegions(tree: RegionTree, text: string): readonly Region[] {
  const located = createLocator(tree, null).locate({ text });
  return located.kind === 'found' ? [located.region] : located.candidates.map(({ region }) => region);
}

export interface Months {
  /** First days of months, both included. */
  readonly from: string;
  readonly to: string;
}

const MOST_MONTHS = 240;

/**
 * @param today in China; a month that has not begun cannot be complete
 * @throws AnlanError BAD_PERIOD, or BAD_USER_INPUT without a region that can declare it
 */
export function findMonths(covers: string | undefined, region: Region | null, today: Day): Months | null {
  if (covers === undefined) return null;
  if (region === null) {
    throw new AnlanError('BAD_USER_INPUT', {
      zh: '--covers 须与 --region 同用：是哪个地区的月份报全了？',
      en: '--covers needs --region: whose months are complete?',
    });
  }
  if (!inLedger(region.level)) {
    throw new AnlanError('BAD_USER_INPUT', {
      zh: `--covers：以乡镇（街道）为最小单位，${region.name}不能代表整个乡镇`,
      en: `--covers: expected a township or more in --region; ${region.name} cannot speak for its township`,
    });
  }
  const period = monthsOf(covers);
  const from = period.start;
  const to = addMonths(period.end, -1);
  if (to > today) throw badCovers(covers, '不能含尚未开始的月份', 'months that have begun');
  if (addMonths(from, MOST_MONTHS) <= to) throw badCovers(covers, '不能超过二十年', 'twenty years at most');
  return { from, to };
}

function monthsOf(covers: string): Period {
  const period = read(covers);
  const whole =
    period !== null && period.kind !== 'instant' && period.start.endsWith('-01') && period.end.endsWith('-01');
  if (!whole)
    throw badCovers(covers, '应为整月，如 2021-01/2021-12、2021年上半年', 'whole months such as 2021-01/2021-12');
  return period;
}

function read(covers: string): Period | null {
  try {
    return readPeriod(covers);
  } catch (error) {
    if (isAnlanError(error)) return null;
    throw error;
  }
}

function badCovers(found: string, zh: string, en: string): AnlanError {
  return new AnlanError(
    'BAD_PERIOD',
    { zh: `--covers：${zh}，得到“${found}”`, en: `--covers: expected ${en}, got "${found}"` },
    { found },
  );
}
