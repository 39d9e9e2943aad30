import { label } from '../kernel/label.ts';
import type { DeclaredVersion } from './version.ts';

const FUJIAN = { code: '350000000000', name: label('福建省', 'Fujian') };
const ZHEJIANG = { code: '330000000000', name: label('浙江省', 'Zhejiang') };

/** What 三率 held, from the first round that is known to have asked so. */
const of2017: DeclaredVersion = {
  code: '2017',
  from: '2017-01-01',
  to: '2021-01-01',
  area: FUJIAN,
  note: label(
    '三率为群众安全感率、平安建设知晓率、执法工作满意率',
    'three rates: sense of safety, awareness of safety building, satisfaction with law enforcement',
  ),
  basis: label(
    '2017年上半年福建三率，国家统计局调查队实施',
    'Fujian, first half of 2017, by the survey team of the NBS',
  ),
};
const of2021: DeclaredVersion = {
  code: '2021',
  from: '2021-01-01',
  to: '2023-07-01',
  area: FUJIAN,
  note: label(
    '三率为群众安全感率、扫黑除恶好评率（2022年下半年起称成效率）、执法工作满意率',
    'three rates: sense of safety, approval of the crackdown on gangs, satisfaction with law enforcement',
  ),
  basis: label('2021年福建三率测评', 'Fujian, 2021'),
};
const of2023: DeclaredVersion = {
  code: '2023',
  from: '2023-07-01',
  area: FUJIAN,
  note: label(
    '共五项，增加矛盾纠纷化解工作满意率、道路交通安全好评率',
    'five rates: satisfaction with the resolution of disputes and approval of road safety were added',
  ),
  basis: label('2023年下半年福建测评', 'Fujian, second half of 2023'),
};
const zhejiang: DeclaredVersion = {
  code: 'zhejiang',
  from: null,
  area: ZHEJIANG,
  note: label(
    '浙江三率为群众安全感满意率、知晓率、参与率',
    'the three rates of Zhejiang: sense of safety, awareness, participation',
  ),
  basis: label('2017年期刊论文', 'a journal article of 2017'),
};

/** The versions under which each question was part of the 三率 of a province. */
export const threeRates = {
  safety: [of2017, of2021, of2023, zhejiang],
  gangCrackdown: [of2021, of2023],
  enforcement: [of2017, of2021, of2023],
  awareness: [of2017, zhejiang],
  participation: [zhejiang],
  disputeSatisfaction: [of2023],
  roadSafety: [of2023],
} as const satisfies Readonly<Record<string, readonly DeclaredVersion[]>>;
