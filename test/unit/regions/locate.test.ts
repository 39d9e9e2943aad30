import { beforeAll, describe, expect, test } from 'vitest';
import { createLocator } from '../../../src/regions/locate.ts';
import type { Located, PlaceCells } from '../../../src/regions/located.ts';
import type { RegionTree } from '../../../src/regions/tree.ts';
import { realTree, regionOf, ZONE_AND_ENDED } from './real-divisions.ts';

const QUANZHOU = '350500000000';
const SANMING = '350400000000';
const JIMEI = '350211000000';

let tree: RegionTree;
beforeAll(async () => {
  tree = await realTree(['35'], ZONE_AND_ENDED);
}, 60_000);

const locate = (scope: string | null, cells: PlaceCells | string, partly = false): Located =>
  createLocator(tree, scope === null ? null : regionOf(tree, scope), { partly }).locate(
    typeof cells === 'string' ? { text: cells } : cells,
  );

/** What a test says of an answer: kind, code of the place, and how it was found; or why not, and the codes to offer. */
function short(located: Located): string {
  switch (located.kind) {
    case 'found':
      return [located.region.code, located.via, located.note].filter(Boolean).join(' ');
    case 'partly':
      return `partly ${located.region.code} ${located.rest}`;
    case 'unknown':
      return [
        located.reason,
        located.at?.code ?? '-',
        located.rest,
        ...located.candidates.map(({ region }) => region.code),
      ].join(' ');
    default:
      return [located.kind, ...located.candidates.map(({ region }) => region.code)].join(' ');
  }
}

describe('one cell for the whole place', () => {
  test.each([
    [QUANZHOU, '晋江市安海镇', '350582101000'],
    [QUANZHOU, '晋江市安海镇前蔡村', '350582101204'],
    [QUANZHOU, '晋江市安海镇庄头村委会', '350582101224'],
    [QUANZHOU, '  晋江 市　安海镇\u200b ', '350582101000'],
    [QUANZHOU, '福建省泉州市晋江市', '350582000000'],
    [QUANZHOU, '泉州市-晋江市-安海镇', '350582101000'],
    [QUANZHOU, '晋江安海', '350582101000'],
    [QUANZHOU, '泉州台商投资区', '350599000000'],
    [QUANZHOU, '泉州市泉州台商投资区', '350599000000'],
    [QUANZHOU, '泉州台商投资区百崎回族乡', '350521200000'],
    [QUANZHOU, '泉州台商投资区洛阳镇洛安村委会', '350521104211'],
    [QUANZHOU, '台商投资区洛阳镇', '350521104000 alias'],
    [QUANZHOU, '惠安县洛阳镇', '350521104000 functional zone'],
    [QUANZHOU, '安海镇', '350582101000'],
    [QUANZHOU, '泉州市', '350500000000'],
    [null, '福建省', '350000000000'],
    [null, '福建', '350000000000'],
    [null, '三明', '350400000000'],
    [null, '厦门市海沧区', '350205000000'],
    [null, '海沧区新垵村', '350205002214'],
    [null, '厦门市海沧区新垵村', '350205002214'],
    [null, '三明市明溪县城关乡', '350421200000'],
    [null, '三明市建宁县', '350430000000'],
    [null, '三明市沙县', '350405000000 alias'],
    [null, '三明市沙县区', '350405000000'],
    [null, '三明市三元区', '350404000000'],
    [null, '三明市梅列区', '350404000000 alias'],
    [null, '三明市梅列区列东街道', '350404001000 alias'],
    [SANMING, '谢阳乡', '350425205000 alias'],
    [SANMING, '350425205', '350425205000 code'],
    [JIMEI, '厦门市集美区灌口镇', '350211102000'],
  ])('below %s: %s', (scope, text, expected) => {
    expect(short(locate(scope, text))).toBe(expected);
  });

  test.each([
    [QUANZHOU, '官桥镇', 'ambiguous 350524103000 350583118000'],
    [QUANZHOU, '晋江市安每镇', 'no such name 350582000000 安每镇 350582101000'],
    [SANMING, '三明市梅岭区', 'no such name 350400000000 梅岭区 350404000000'],
    [null, '三明市梅岭区', 'no such name 350400000000 梅岭区 350404000000'],
    [JIMEI, '厦门市海沧区', 'outside 350211000000 海沧区'],
    [JIMEI, '厦门市', 'above 350211000000 厦门市'],
    [JIMEI, '集美', 'ambiguous 350211000000 350211001000'],
    [JIMEI, '湖北省', 'no such name 350211000000 湖北省'],
  ])('below %s, never guessed: %s', (scope, text, expected) => {
    expect(short(locate(scope, text))).toBe(expected);
  });

  test('a place known in part is an answer only where parts are accepted', () => {
    expect(short(locate(null, '晋江市安海镇上坡村', true))).toBe('partly 350582101000 上坡村');
    expect(locate(null, '晋江市安海镇上坡村').kind).toBe('unknown');
    expect(locate(null, '上坡大村', true).kind).toBe('unknown');
  });

  test('nothing written is the scope itself', () => {
    expect(short(locate(JIMEI, ''))).toBe(JIMEI);
    expect(short(locate(null, ' '))).toBe('empty - ');
  });
});

describe('a cell for each level', () => {
  test.each<[string | null, PlaceCells, string]>([
    [JIMEI, { township: '集美街道', village: '岑东社区居委会' }, '350211001001'],
    [JIMEI, { township: '集美街道', village: '岑西社区' }, '350211001002'],
    [JIMEI, { township: '侨英街道', village: '' }, '350211002000'],
    [SANMING, { city: '三明市 ', county: '梅列区', township: '列东街道' }, '350404001000 alias'],
    [SANMING, { city: '三明市\u200b', county: '沙县', township: '  青州镇' }, '350405100000 alias'],
    [SANMING, { city: '三明市', county: '大田县　', township: '谢阳乡' }, '350425205000 alias'],
    [SANMING, { city: '三明', county: '三元', township: '陈大' }, '350404100000'],
    [QUANZHOU, { county: '惠安县', township: '洛阳镇' }, '350521104000 functional zone'],
    [QUANZHOU, { county: '泉州台商投资区', township: '洛阳镇' }, '350521104000'],
    [QUANZHOU, { county: '安溪县', township: '官桥镇' }, '350524103000'],
    ['350205000000', { county: '海沧区', township: '新垵街道' }, '350205002000 alias'],
    ['350205000000', { township: '新阳街道办事处', village: '新垵村' }, '350205002214'],
  ])('below %s: %j', (scope, cells, expected) => {
    expect(short(locate(scope, cells))).toBe(expected);
  });

  test.each<[string | null, PlaceCells, string]>([
    [JIMEI, { township: '灌囗镇' }, 'no such name 350211000000 灌囗镇 350211102000'],
    [JIMEI, { township: '海沧街道' }, 'outside 350211000000 海沧街道'],
    [
      SANMING,
      { city: '三明市', county: '三元区', township: '莘囗镇' },
      'no such name 350404000000 莘囗镇 350404102000',
    ],
    [SANMING, { city: '三明市', county: '大田县', township: '蓬莱镇' }, 'no such name 350425000000 蓬莱镇'],
    [SANMING, { city: '厦门市', county: '集美区' }, 'outside 350400000000 厦门市集美区'],
  ])('below %s, never guessed: %j', (scope, cells, expected) => {
    expect(short(locate(scope, cells))).toBe(expected);
  });

  test('says in words that a place lies in another district', () => {
    const located = locate(JIMEI, { township: '海沧街道' });
    expect(located.kind === 'unknown' && located.message.zh).toBe(
      '“海沧街道”不在福建省厦门市集美区内，而在福建省厦门市海沧区海沧街道',
    );
  });
});

describe('codes', () => {
  test.each<[string | null, PlaceCells, string]>([
    [null, { code: '350205002214', text: '厦门市海沧区新垵村' }, '350205002214 code'],
    [null, { code: '350205', text: '厦门市海沧区' }, '350205000000 code'],
    [null, { code: '350421200', text: '三明市明溪县城关乡' }, '350421200000 code'],
    [null, { code: '３５０２０５００２' }, '350205002000 code'],
    [null, { code: '350402' }, '350404000000 successor'],
    [null, { code: '350402000000', township: '列东街道' }, '350404001000'],
    [null, { code: '350402001000', township: '列东街道' }, '350404001000 code unknown'],
    [null, { code: '350205002000', village: '新垵村' }, '350205002214'],
    [null, { code: '350521104000', county: '惠安县' }, '350521104000 code'],
    [QUANZHOU, { code: '350599000000' }, '350599000000 code'],
    [JIMEI, { code: '350205000000' }, 'outside 350211000000 350205000000'],
    [JIMEI, { code: '350200' }, 'above 350211000000 350200'],
    [null, { code: '350205002214', text: '晋江市安海镇' }, 'conflict 350205002214 350582101000'],
    [null, { code: '350299999000', township: '安海镇' }, 'conflict 350582101000'],
  ])('below %s: %j', (scope, cells, expected) => {
    expect(short(locate(scope, cells))).toBe(expected);
  });

  test('an unknown code does not lead out of the scope by its names', () => {
    expect(locate(JIMEI, { code: '350402001000', township: '列东街道' }).kind).toBe('unknown');
  });

  test('an unknown code offers what lies below its known beginning', () => {
    const located = locate(null, { code: '350402001000' });
    expect(located.kind).toBe('unknown');
    expect(located.kind === 'unknown' && located.candidates.length).toBe(5);
    expect(located.kind === 'unknown' && located.at?.code).toBe('350404000000');
  });
});

test('a present name counts before an alias, and an alias before a short name', async () => {
  const named = await realTree(
    ['350211'],
    [
      { code: '350211102000', name: '灌口镇', aliases: ['后溪镇', '杏林'] },
      { code: '350211103000', name: '后溪镇' },
    ],
  );
  const locator = createLocator(named, regionOf(named, JIMEI));
  expect(short(locator.locate({ text: '后溪镇' }))).toBe('350211103000');
  expect(short(locator.locate({ text: '杏林' }))).toBe('350211102000 alias');
  expect(short(locator.locate({ text: '杏林街道' }))).toBe('350211003000');
});

test('a million rows with few places are looked up once each', () => {
  const locator = createLocator(tree, regionOf(tree, SANMING));
  let same = 0;
  const first = locator.locate({ county: '大田县', township: '谢阳乡' });
  for (let at = 0; at < 1_000_000; at++) if (locator.locate({ county: '大田县', township: '谢阳乡' }) === first) same++;
  expect(same).toBe(1_000_000);
});
