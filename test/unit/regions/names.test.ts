import { expect, test } from 'vitest';
import { editDistance } from '../../../src/regions/nearest-names.ts';
import type { RegionLevel } from '../../../src/regions/region.ts';
import { shortNameOf, villageStem } from '../../../src/regions/short-name.ts';
import { codesAbove, levelOfCode, twelveDigits } from '../../../src/regions/statutory-code.ts';

test.each<[string, RegionLevel, string]>([
  ['福建省', 'province', '福建'],
  ['内蒙古自治区', 'province', '内蒙古'],
  ['广西壮族自治区', 'province', '广西'],
  ['新疆维吾尔自治区', 'province', '新疆'],
  ['泉州市', 'city', '泉州'],
  ['海西蒙古族藏族自治州', 'city', '海西'],
  ['大兴安岭地区', 'city', '大兴安岭'],
  ['集美区', 'county', '集美'],
  ['沙县区', 'county', '沙县'],
  ['沙县', 'county', '沙县'],
  ['融水苗族自治县', 'county', '融水'],
  ['长白朝鲜族自治县', 'county', '长白'],
  ['鄂伦春自治旗', 'county', '鄂伦春'],
  ['浦东新区', 'county', '浦东新区'],
  ['安海镇', 'township', '安海'],
  ['百崎回族乡', 'township', '百崎'],
  ['新阳街道', 'township', '新阳'],
  ['新垵村委会', 'village', '新垵村'],
  ['金竹村村民委员会', 'village', '金竹村'],
  ['狮口村民委员会', 'village', '狮口村'],
  ['西滨社区居委会', 'village', '西滨社区'],
  ['枫岭社区居民委员会', 'village', '枫岭社区'],
  ['黄泥居委会', 'village', '黄泥'],
  ['综合网格1', 'grid', '综合网格1'],
])('%s is short for people as %s: %s', (name, level, expected) => {
  expect(shortNameOf(name, level)).toBe(expected);
});

test('a functional zone keeps its whole name', () => {
  expect(shortNameOf('泉州台商投资区', 'county', 'functional_zone')).toBe('泉州台商投资区');
});

test('a village may be written without saying which kind it is', () => {
  expect(['新垵村委会', '新垵村', '新垵社区居委会', '新垵'].map(villageStem)).toEqual(['新垵', '新垵', '新垵', '新垵']);
});

test('codes say their level and what lies above', () => {
  expect(
    ['350000000000', '350200000000', '350205000000', '350205002000', '350205002214', 'ZONE'].map(levelOfCode),
  ).toEqual(['province', 'city', 'county', 'township', 'village', null]);
  expect(codesAbove('350205002214')).toEqual(['350205002000', '350205000000', '350200000000', '350000000000']);
  expect(codesAbove('350000000000')).toEqual([]);
  expect(['35', '350205', '350205002', '35020', 'x'].map(twelveDigits)).toEqual([
    '350000000000',
    '350205000000',
    '350205002000',
    null,
    null,
  ]);
});

test('the distance of names counts characters, also those beyond 16 bits', () => {
  expect(editDistance('灌囗镇', '灌口镇')).toBe(1);
  expect(editDistance('安海镇', '安海')).toBe(1);
  expect(editDistance('𬭎塘镇', '塘镇')).toBe(1);
  expect(editDistance('', '安海')).toBe(2);
  expect(editDistance('甲乙丙丁', '戊己庚辛', 1)).toBeGreaterThan(1);
});
