import type { DefinitionVersion } from '../../indicators/version.ts';
import { addDays } from '../../kernel/day.ts';
import { type Label, label } from '../../kernel/label.ts';
import { periodLabel } from '../../kernel/period-label.ts';
import type { Absence, Coverage, Subject } from './value.ts';

/** Why there is no value, with one sentence that says what was missing. */
export interface Missing {
  readonly absence: Absence;
  readonly reason: Label;
}

const missing = (absence: Absence, zh: string, en: string): Missing => ({ absence, reason: label(zh, en) });

export const outOfReach = ({ region }: Pick<Subject, 'region'>): Missing =>
  missing('OUT_OF_REACH', `${region.name}不在本密钥的范围内`, `${region.name} is outside the reach of this key`);

export const otherDataset = ({ indicator }: Pick<Subject, 'indicator'>): Missing =>
  missing(
    'OUT_OF_REACH',
    `本密钥不能读取${indicator.name.zh}所用的数据集`,
    `this key may not read the dataset that ${indicator.name.en} is counted from`,
  );

export const notYet = ({ period }: Subject): Missing =>
  missing('NOT_YET', `${periodLabel(period, 'zh')}尚未开始`, `${periodLabel(period, 'en')} has not begun`);

export const noFlowAtInstant = ({ indicator }: Subject): Missing =>
  missing(
    'NOT_APPLICABLE',
    `${indicator.name.zh}按时段统计，没有某一时点的数`,
    'counted over a span of days, so there is no value at an instant',
  );

export const onlyWholeYears = ({ indicator }: Subject): Missing =>
  missing(
    'NOT_APPLICABLE',
    `${indicator.name.zh}按考评年度统计，只有整年的数`,
    'assessed by the year, so there are values for single years only',
  );

export const onlyInSlices = ({ indicator }: Subject): Missing =>
  missing('NOT_APPLICABLE', `${indicator.name.zh}只有分项的数`, 'there are values only in a breakdown');

export const noSurveyHere = ({ indicator, region }: Subject): Missing =>
  missing(
    'NOT_APPLICABLE',
    `${indicator.name.zh}不测评到${region.name}这一级`,
    `not surveyed down to the level of ${region.name}`,
  );

/** @param asked the versions of the definition that hold there at other times */
export function notAskedThen({ indicator, region }: Subject, asked: readonly DefinitionVersion[]): Missing {
  const [zh, en] = [spans(asked, '至', '此前', '起'), spans(asked, ' to ', 'until ', ' on')];
  return missing(
    'NOT_APPLICABLE',
    `${region.name}的测评只在${zh}有${indicator.name.zh}一项`,
    `surveys of ${region.name} ask it only ${en}`,
  );
}

const spans = (versions: readonly DefinitionVersion[], to: string, until: string, on: string): string =>
  versions
    .map((one) => {
      if (one.from === null) return `${until}${one.to ?? ''}`;
      return one.to === null ? `${one.from}${on}` : `${one.from}${to}${addDays(one.to, -1)}`;
    })
    .join(', ');

export const notAUnit = ({ region, period }: Subject): Missing =>
  missing(
    'NOT_REPORTED',
    `${region.name}不是${periodLabel(period, 'zh')}任何考评方案的考评单位`,
    `${region.name} is a unit of no scheme of assessment for ${periodLabel(period, 'en')}`,
  );

export const severalSchemes = ({ region }: Subject, schemes: readonly string[]): Missing =>
  missing(
    'NOT_APPLICABLE',
    `${region.name}同年有${schemes.length}个考评方案（${schemes.join('、')}），须指明方案`,
    `${region.name} is assessed by ${schemes.length} schemes (${schemes.join(', ')}): ask for one of them`,
  );

export const itemsMissing = ({ region }: Subject, items: readonly string[]): Missing =>
  missing(
    'INCOMPLETE',
    items.length === 0 ? `考评方案没有适用于${region.name}的项目` : `缺考评项目的数据：${items.join('、')}`,
    items.length === 0 ? `the scheme has no items for ${region.name}` : `inputs are missing: ${items.join(', ')}`,
  );

export const noneOfLevel = ({ indicator, region }: Subject): Missing =>
  missing(
    'NOT_APPLICABLE',
    `${region.name}以下没有${indicator.name.zh}所计的地区`,
    `there are no regions of the level that is counted below ${region.name}`,
  );

export const onlyByRound = ({ indicator }: Subject): Missing =>
  missing(
    'NOT_APPLICABLE',
    `${indicator.name.zh}按测评批次统计，没有按天、按周或任意时段的数`,
    'surveyed in rounds: there are values of rounds and years, not of any span of days',
  );

export const nobodyReports = ({ region }: Subject): Missing =>
  missing(
    'NOT_APPLICABLE',
    `${region.name}没有乡镇（街道），无报送单位`,
    `${region.name} has no township that could report`,
  );

export const notReported = ({ indicator, region, period }: Subject): Missing =>
  missing(
    'NOT_REPORTED',
    `${region.name}${periodLabel(period, 'zh')}未报送${indicator.name.zh}`,
    `${region.name} has not reported it ${inEnglish(period)}`,
  );

function inEnglish(period: Subject['period']): string {
  const words = periodLabel(period, 'en');
  if (period.kind === 'instant' || words.startsWith('since ')) return words;
  return period.kind === 'half' || period.kind === 'quarter' ? `for the ${words}` : `for ${words}`;
}

export const noPopulation = ({ region, period }: Subject, population: Label): Missing =>
  missing(
    'NOT_REPORTED',
    `缺${region.name}${periodLabel(period, 'zh')}的${population.zh}`,
    `${population.en} of ${region.name} for ${periodLabel(period, 'en')} is missing`,
  );

export function incomplete({ expected, reported }: Coverage, minimum: number): Missing {
  const percent = Math.floor((1000 * reported) / expected) / 10;
  const needed = Math.round(minimum * 1000) / 10;
  return missing(
    'INCOMPLETE',
    `应报${expected}个乡镇月，已报${reported}个，占${percent}%，不足${needed}%`,
    `${reported} of ${expected} township-months reported, ${percent}%, less than the ${needed}% needed`,
  );
}

export const noDenominator = ({ indicator }: Subject): Missing =>
  missing('ZERO_DENOMINATOR', `${indicator.name.zh}的分母为0`, `the denominator of ${indicator.name.en} is 0`);

export const withheld = ({ indicator }: Subject): Missing =>
  missing(
    'WITHHELD',
    `为保护个人信息，本密钥不显示${indicator.name.zh}的小数（8以下），也不显示整月、季、半年、年以外的时段和乡镇以下的数`,
    'withheld to protect people: this key is told no counts below 8, nothing but whole months, quarters, halves and years, and nothing below townships',
  );

export const partsWithoutSample = (names: readonly string[], more: number): Missing =>
  missing(
    'INCOMPLETE',
    `${names.join('、')}${more > 0 ? `等${names.length + more}地` : ''}没有有效样本数，不能汇总`,
    `no sample size for ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}: cannot be rolled up`,
  );
