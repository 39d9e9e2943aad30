import type { UnitCode } from './unit.ts';

const WORDS = {
  count:
    '件 起 宗 例 个 家 条 项 支 轮 场 笔 处 台 部 辆 套 份 次 路 类 种 批 期 所 座 间 张 村 只 艘 架 盏 组 队 本 幅 段 枚 片 块 栋 幢 轮次 批次 场次 班次 车次 户次 件次',
  person: '人 名 位',
  person_time: '人次',
  household: '户',
  visit: '家次',
  yuan: '元 元整',
  percent: '%',
  permille: '‰',
  percentage_point: '个百分点 百分点',
  day: '天 日 个工作日 工作日',
  hour: '小时 个小时',
  minute: '分钟',
  second: '秒 秒钟',
  score: '分',
  rank: '名次 位次',
  level: '级',
  star: '星 星级',
  year_count: '年 周年',
  year_of_age: '周岁 岁',
  mu: '亩',
  centimetre: '厘米 cm',
  trip: '航次',
  vessel_time: '艘次',
  count_per_month: '次/月',
} as const satisfies Partial<Record<UnitCode, string>>;

const CODES = new Map<string, UnitCode>(
  Object.entries(WORDS).flatMap(([code, words]) => words.split(' ').map((word) => [word, code as UnitCode] as const)),
);

/** The unit a word after a number stands for: 起 is count, 人次 is person_time; undefined for other words. */
export function unitOfWord(word: string): UnitCode | undefined {
  return CODES.get(word);
}
