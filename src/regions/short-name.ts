import type { RegionKind, RegionLevel } from './region.ts';

const PEOPLES = [
  '壮 回 满 藏 苗 彝 白 傣 侗 瑶 黎 佤 畲 羌 怒 京 水 土',
  '维吾尔 土家 蒙古 布依 朝鲜 哈尼 哈萨克 傈僳 拉祜 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 布朗 撒拉 毛南 仡佬 锡伯 阿昌',
  '普米 塔吉克 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 高山',
]
  .flatMap((line) => line.split(' '))
  .sort((a, b) => b.length - a.length);

const OF_PEOPLES = `(?:(?:${PEOPLES.join('|')})族?|各族)*`;
const NAMED_AFTER_USE = '(?<!开发|示范|管理|园|新|工业|合作|试验|实验|度假|风景|保税|经济|高新)';

/** The first group is the short name: at least two characters, so that 沙县 stays whole. */
const ENDINGS: Readonly<Record<Exclude<RegionLevel, 'village' | 'grid'>, readonly RegExp[]>> = {
  province: [new RegExp(`^(.{2,}?)${OF_PEOPLES}自治区$`), /^(.{2,})(?:特别行政区|省|市)$/],
  city: [new RegExp(`^(.{2,}?)${OF_PEOPLES}自治州$`), /^(.{2,})(?:地区|盟|市)$/],
  county: [
    new RegExp(`^(.{2,}?)${OF_PEOPLES}自治[县旗]$`),
    new RegExp(`^(.{2,}?)(?:林区|特区|市|${NAMED_AFTER_USE}区|县)$`),
  ],
  township: [new RegExp(`^(.{2,}?)${OF_PEOPLES}族乡$`), /^(.{2,}?)(?:街道办事处|街道|地区办事处|民族乡|镇|乡)$/],
};

/** What committees of villages and communities are called; the first group is what people call the place. */
const VILLAGE = /^(.+?)(?:村村民委员会|村民委员会|村村委会|村委会)$/;
const COMMUNITY = /^(.+?社区)(?:居民委员会|居委会)$/;
const RESIDENTS = /^(.+?)(?:居民委员会|居委会)$/;

/**
 * The name in daily use: 集美 of 集美区, 百崎 of 百崎回族乡, 新垵村 of 新垵村委会, 西滨社区 of 西滨社区居委会.
 * What would be left with one character stays as it is (沙县), and so do functional zones.
 */
export function shortNameOf(name: string, level: RegionLevel | null, kind: RegionKind = 'statutory'): string {
  if (kind === 'functional_zone' || level === null || level === 'grid') return name;
  if (level === 'village') return shortVillage(name);
  for (const ending of ENDINGS[level]) {
    const short = ending.exec(name)?.[1];
    if (short !== undefined) return short;
  }
  return name;
}

/** 新垵 of 新垵村委会, 新垵村, 新垵社区 and 新垵居委会: what files may write without saying which kind it is. */
export function villageStem(name: string): string {
  const stem = shortVillage(name).replace(/(?:社区|村)$/, '');
  return [...stem].length >= 2 ? stem : name;
}

function shortVillage(name: string): string {
  const village = VILLAGE.exec(name)?.[1];
  if (village !== undefined) return /(?:村|社区|嘎查)$/.test(village) ? village : `${village}村`;
  return COMMUNITY.exec(name)?.[1] ?? RESIDENTS.exec(name)?.[1] ?? name;
}
