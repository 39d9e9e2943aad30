import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createRandom } from '../src/demo/random.ts';
import { addDays } from '../src/kernel/day.ts';
import type { RegionTree } from '../src/regions/tree.ts';

export const MEDIATION_HEADER: readonly string[] = [
  '纠纷编号',
  '市',
  '县（市、区）',
  '乡镇（街道）',
  '村（社区）',
  '网格',
  '排查日期',
  '受理日期',
  '办结日期',
  '调解结果',
  '调解类型',
  '纠纷类型',
  '调解组织',
  '来源',
  '当事人数',
  '涉及金额',
  '协议形式',
  '是否履行',
  '是否民转刑',
  '防止民转刑',
];

const FIRST_DAY = '2020-01-01';
const DAYS = 1096;
const TRACKS = { 人民调解: 78, 行政调解: 14, 司法调解: 8 } as const;
const TYPES = { 邻里: 24, 婚姻家庭: 18, 损害赔偿: 9, 劳动争议: 9, 债务: 8, 房屋宅基地: 7, 土地: 5, 其他: 20 } as const;
const CHANNELS = { 网格排查: 55, 派出所: 20, 法院: 8, 信访: 5, 上门: 12 } as const;
const AGREEMENTS = { 书面: 60, 口头: 30, 无: 10 } as const;

/** Disputes of 36 months in the villages of two provinces, as a clerk's file has them. The same seed, the same rows. */
export function* mediationRows(tree: RegionTree, count: number, seed: number): Generator<readonly string[]> {
  const random = createRandom(seed);
  const villages = [...tree.all()].filter(({ level, validTo }) => level === 'village' && validTo === null);
  for (let at = 0; at < count; at += 1) {
    const village = random.pick(villages);
    const names = new Map(tree.ancestors(village).map(({ level, name }) => [level, name]));
    const accepted = addDays(FIRST_DAY, random.int(0, DAYS - 1));
    const closed = random.chance(0.88) ? addDays(accepted, Math.floor(random.int(0, 900) ** 2 / 9000)) : '';
    const resolved = closed !== '' && random.chance(0.96);
    yield [
      `BM${seed}-${String(at).padStart(8, '0')}`,
      names.get('city') ?? '',
      names.get('county') ?? '',
      names.get('township') ?? '',
      village.name,
      `${village.code}${String(random.int(1, 9)).padStart(3, '0')}`,
      random.chance(0.6) ? addDays(accepted, -random.int(0, 5)) : '',
      accepted,
      closed,
      closed === '' ? '调处中' : resolved ? '化解成功' : '调解不成功',
      random.weighted(TRACKS),
      random.weighted(TYPES),
      `${names.get('township') ?? village.name}人民调解委员会`,
      random.weighted(CHANNELS),
      String(random.int(1, 6)),
      random.chance(0.5) ? (random.int(100, 9_000_000) / 100).toFixed(2) : '',
      resolved ? random.weighted(AGREEMENTS) : '',
      resolved ? (random.chance(0.9) ? '是' : '否') : '',
      '否',
      random.chance(0.01) ? '是' : '否',
    ];
  }
}

/** Writes them as CSV in UTF-8. No cell of theirs needs quotes. */
export async function writeMediations(path: string, tree: RegionTree, count: number, seed: number): Promise<void> {
  await pipeline(Readable.from(lines(tree, count, seed)), createWriteStream(path));
}

const BATCH = 1000;

function* lines(tree: RegionTree, count: number, seed: number): Generator<string> {
  let batch = [MEDIATION_HEADER.join(',')];
  for (const row of mediationRows(tree, count, seed)) {
    batch.push(row.join(','));
    if (batch.length < BATCH) continue;
    yield `${batch.join('\n')}\n`;
    batch = [];
  }
  if (batch.length > 0) yield `${batch.join('\n')}\n`;
}
