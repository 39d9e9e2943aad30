import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolder } from '../imports/folder.ts';
import { countsOf, createWorkspace, type Workspace } from '../imports/workspace.ts';
import { serveWorld, type World } from './world.ts';

// The public rules of Wenzhou 2017: veto −30; accidents with 3–5 deaths −5 each, with 6–9 −10, doubled in protected
// periods; sense of safety below 96 % −0.25 a point, below 90 % −0.5 a point, at most 5; places lost >= 5 −1, >= 10 −2;
// places won >= 5 +0.5.
const RULES = [
  '考评方案,考评年度,适用地区,序号,考评项目,类别,指标,取值,排名范围,计分办法,下限,上限（不含）,分值,封顶,重点时段倍数,评分部门',
  ...['2017', '2018'].flatMap((year) =>
    [
      '1,基础分,基础分,,,,固定分,,,100,,,市委政法委',
      '2,一票否决,一票否决,,登记事项,,每起,,,30,30,,市委政法委',
      '3,安全事故,扣分,,登记事项,,每起,3,6,5,,2,市应急管理局',
      '4,安全事故,扣分,,登记事项,,每起,6,10,10,,2,市应急管理局',
      '5,群众安全感,扣分,群众安全感率,数值,,每低一个百分点,90,96,0.25,5,,市统计局',
      '6,群众安全感,扣分,群众安全感率,数值,,每低一个百分点,,90,0.5,5,,市统计局',
      '7,安全感位次下降,扣分,群众安全感率,位次下降,全市,分档,5,10,1,,,市统计局',
      '8,安全感位次下降,扣分,群众安全感率,位次下降,全市,分档,10,,2,,,市统计局',
      '9,安全感位次上升,加分,群众安全感率,位次上升,全市,分档,5,,0.5,,,市统计局',
    ].map((line) => `平安温州考评,${year},温州市,${line}`),
  ),
];
const GROUPED = [
  '考评方案,考评年度,适用地区,序号,考评项目,类别,适用分组,指标,取值,排名范围,计分办法,零分值,满分值,分值',
  '平安考核,2016,温州市,1,安全感得分,计分,城区组,群众安全感率,数值,,线性,90,100,20',
  '平安考核,2016,温州市,2,安全感得分,计分,县市组,群众安全感率,数值,,线性,90,100,10',
  '平安考核,2016,温州市,3,安全感名次,计分,,群众安全感率,位次,全市,按位次,,,11',
];
/** Sense of safety: 2016, 2017. In 2016 in the order of their places. */
const COUNTIES: Readonly<Record<string, readonly [number, number]>> = {
  鹿城区: [98, 80],
  龙湾区: [97.5, 93.9],
  瓯海区: [97, 98],
  洞头区: [96.5, 97.5],
  永嘉县: [96, 97],
  平阳县: [95.5, 96.5],
  苍南县: [95, 96],
  文成县: [94.5, 95.5],
  泰顺县: [94, 95],
  瑞安市: [93.5, 94.5],
  乐清市: [93, 99],
  龙港市: [92.5, 92.5],
};
const names = Object.keys(COUNTIES);
const CITY_GROUP = names.slice(0, 4);
const LUCHENG = '330302000000';
const LONGWAN = '330303000000';
const YUEQING = '330382000000';

const folder = createFolder();
let work: Workspace;
let world: World;

beforeAll(async () => {
  work = await createWorkspace(['3303']);
  const load = async (dataset: string, lines: readonly string[], options: object = {}) => {
    const report = await work.importFile(
      dataset,
      folder.file(`${dataset}-${lines.length}.csv`, lines.join('\n')),
      options,
    );
    expect([
      dataset,
      ...report.issues.filter(({ severity }) => severity === 'error').map(({ message }) => message.zh),
    ]).toEqual([dataset]);
    return report;
  };
  const wenzhou = { region: '330300000000' };
  await load(
    'survey_rates',
    [
      '测评批次,问卷版本,所属地区,指标,得率(%)',
      ...Object.entries(COUNTIES).flatMap(([name, [before, now]]) => [
        `2016年下半年,A,${name},群众安全感率,${before}`,
        `2017年下半年,A,${name},群众安全感率,${now}`,
        `2018年下半年,A,${name},群众安全感率,${now}`,
      ]),
    ],
    wenzhou,
  );
  await load('assessment_rules', RULES, wenzhou);
  await load('assessment_rules', GROUPED, wenzhou);
  await load(
    'assessment_units',
    [
      '考评方案,考评年度,所属地区,分组',
      ...names.flatMap((name) => {
        const group = CITY_GROUP.includes(name) ? '城区组' : '县市组';
        return [
          `平安温州考评,2017,${name},${group}`,
          `平安温州考评,2018,${name},${group}`,
          `平安考核,2016,${name},${group}`,
        ];
      }),
    ],
    wenzhou,
  );
  await load(
    'assessment_events',
    [
      '事项编号,考评方案,考评项目,所属地区,发生日期,死亡人数,是否重点时段',
      'E1,平安温州考评,安全事故,鹿城区,2017-09-10,3,是',
      'E2,平安温州考评,安全事故,鹿城区,2017-03-01,7,否',
      'E3,平安温州考评,安全事故,鹿城区,2017-03-02,2,否',
      'E4,平安温州考评,一票否决,鹿城区,2017-05-02,,',
      'E5,平安温州考评,一票否决,鹿城区,2017-06-02,,',
      'E6,平安温州考评,安全事故,龙湾区,2018-06-02,4,否',
    ],
    { ...wenzhou, covers: '2017-01/2017-12' },
  );
  world = await serveWorld(work);
});
afterAll(async () => {
  folder.remove();
  await world.close();
});

interface Item {
  readonly name: string;
  readonly points: number | null;
  readonly input: number | null;
  readonly inputText: string;
  readonly working: string;
  readonly rule: string;
  readonly capped: boolean;
  readonly missing: string | null;
}
interface Answer {
  readonly score: number | null;
  readonly subtotal: number;
  readonly vetoed: boolean;
  readonly group: string;
  readonly missing: readonly string[];
  readonly items: readonly Item[];
  readonly standing: object;
  readonly overall: object;
}

async function assessed(region: string, period: string, scheme = '平安温州考评'): Promise<Answer> {
  const { data, errors } = await world.ask(
    `query ($scheme: String!, $region: ID!, $period: Period!) {
      assessment(scheme: $scheme, region: $region, period: $period) {
        score subtotal vetoed group missing standing { position of unscored } overall: standing(withinGroup: false) { position of unscored }
        items { name points input inputText working rule capped missing department indicator { code } }
      }
    }`,
    { scheme, region, period },
  );
  expect(errors).toBeUndefined();
  return (data as { assessment: Answer }).assessment;
}

const pointsIn = ({ items }: Answer) => Object.fromEntries(items.map(({ name, points }) => [name, points]));

describe('the rules of Wenzhou 2017, computed by hand', () => {
  test('a unit that loses on every item', async () => {
    const answer = await assessed(LUCHENG, '2017');
    // 96 to 90: 6 × 0.25 = 1.5; 90 to 80: 10 × 0.5 = 5; together 6.5, at most 5. First of 12, then last: 11 places.
    // 3 deaths in a protected period 5 × 2, 7 deaths 10, 2 deaths nothing. Two vetoes, at most 30.
    expect(pointsIn(answer)).toEqual({
      基础分: 100,
      一票否决: -30,
      安全事故: -20,
      群众安全感: -5,
      安全感位次下降: -2,
      安全感位次上升: 0,
    });
    expect(answer).toMatchObject({ score: 43, subtotal: 43, vetoed: true, group: '城区组', missing: [] });
    expect(answer.items.find(({ name }) => name === '群众安全感')).toMatchObject({
      input: 80,
      inputText: '80.000%',
      rule: '90至96（不含）每低1个单位0.25分，封顶5分；90以下每低1个单位0.5分，封顶5分',
      working: '80.000%：-1.5 -5 → -5分（封顶）',
      capped: true,
    });
    expect(answer.items.find(({ name }) => name === '安全感位次下降')?.working).toBe('位次下降11位：-2分');
    expect(answer.items.find(({ name }) => name === '安全事故')?.inputText).toBe('3起');
  });

  test('points are taken in proportion, and places lost by their number', async () => {
    const answer = await assessed(LONGWAN, '2017');
    // 96 − 93.9 = 2.1 points × 0.25 = 0.525; from 2nd to 10th: 8 places.
    expect(pointsIn(answer)).toMatchObject({ 群众安全感: -0.525, 安全感位次下降: -1, 安全事故: 0, 一票否决: 0 });
    expect(answer).toMatchObject({ score: 98.48, vetoed: false });
  });

  test('places won give a bonus, and stand in scheme and group', async () => {
    const answer = await assessed(YUEQING, '2017');
    expect(pointsIn(answer)).toMatchObject({ 群众安全感: 0, 安全感位次上升: 0.5 });
    expect(answer).toMatchObject({
      score: 100.5,
      standing: { position: 1, of: 8, unscored: 0 },
      overall: { position: 1, of: 12, unscored: 0 },
    });
    expect(await assessed(LUCHENG, '2017')).toMatchObject({
      standing: { position: 4, of: 4 },
      overall: { position: 12, of: 12 },
    });
  });
});

test('an input that is missing is said, and is not 0', async () => {
  const answer = await assessed(YUEQING, '2018');
  // Nothing was entered for 2018, nor declared to be nothing.
  expect(answer).toMatchObject({ score: null, missing: ['一票否决', '安全事故'] });
  expect(answer.items.find(({ name }) => name === '安全事故')).toMatchObject({
    points: null,
    input: null,
    missing: '没有登记事项，也没有申报“无事项”',
  });
  // 99 % again: 100 and no more.
  expect(answer.subtotal).toBe(100);
  expect((await assessed(LONGWAN, '2018')).missing).toEqual(['一票否决']);
});

test('groups have weights of their own, and places give points', async () => {
  // 98 of 90–100: 80 % of 20 = 16; first of 12: 11. 96 of 90–100: 60 % of 10 = 6; fifth of 12: 7/11 of 11 = 7.
  expect(pointsIn(await assessed(LUCHENG, '2016', '平安考核'))).toEqual({ 安全感得分: 16, 安全感名次: 11 });
  expect(pointsIn(await assessed('330324000000', '2016', '平安考核'))).toEqual({ 安全感得分: 6, 安全感名次: 7 });
});

async function scoreOf(region: string, period: string, fields: string, key?: string) {
  const { data, errors } = await world.ask(
    `{ region(code: "${region}") { indicator(code: "assessment.score", period: "${period}") { formatted absence absenceReason ${fields} } } }`,
    {},
    key,
  );
  expect(errors).toBeUndefined();
  return (data as { region: { indicator: Record<string, unknown> } }).region.indicator;
}

describe('the score is an indicator like any other', () => {
  test('value, rank and explanation', async () => {
    const answer = await scoreOf(
      LUCHENG,
      '2017',
      'rank(within: CITY) { position of excludedCount } explanation { formula parts { label value } contributions { rows import { dataset } } } change { comparable incomparable { code } }',
    );
    expect(answer).toMatchObject({
      formatted: '43.00分',
      rank: { position: 12, of: 12, excludedCount: 0 },
      explanation: {
        formula: '各考评项目得分之和 = 43.00分',
        parts: [
          { label: '基础分', value: 100 },
          { label: '一票否决', value: -30 },
          { label: '安全事故', value: -20 },
          { label: '群众安全感', value: -5 },
          { label: '安全感位次下降', value: -2 },
          { label: '安全感位次上升', value: 0 },
        ],
        contributions: [
          { rows: 9, import: { dataset: 'assessment_rules' } },
          { rows: 1, import: { dataset: 'assessment_units' } },
          { rows: 5, import: { dataset: 'assessment_events' } },
        ],
      },
      change: { comparable: false, incomparable: [{ code: 'DEFINITION_CHANGED' }] },
    });
  });

  test('a key that sees one county gets its place, and its score', async () => {
    const key = await world.key(['indicators:read'], [LUCHENG]);
    expect(await scoreOf(LUCHENG, '2017', 'rank(within: CITY) { position of }', key)).toMatchObject({
      formatted: '43.00分',
      rank: { position: 12, of: 12 },
    });
  });

  test('what is missing, no unit, no single scheme, no year', async () => {
    expect(await scoreOf(YUEQING, '2018', '')).toMatchObject({
      absence: 'INCOMPLETE',
      absenceReason: '缺考评项目的数据：一票否决、安全事故',
    });
    expect((await scoreOf('330300000000', '2017', '')).absence).toBe('NOT_REPORTED');
    expect((await scoreOf(LUCHENG, '2017-H1', '')).absence).toBe('NOT_APPLICABLE');
    const { errors } = await world.ask(`{ region(code: "${LUCHENG}") { assessments(period: "2017-H1") { score } } }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_PERIOD');
  });

  test('years under the same rules compare', async () => {
    const declared = folder.file('nil.csv', '事项编号,考评方案,考评项目,所属地区,发生日期\n');
    await work.importFile('assessment_events', declared, { region: '330300000000', covers: '2018-01/2018-12' });
    await world.app.refresh();
    const answer = await scoreOf(LONGWAN, '2018', 'change { printed comparable incomparable { code } verdict }');
    // 100 − 5 (four deaths) − 0.525, and the places of 2017 once more: 94.475 against 98.475.
    expect(answer).toMatchObject({ formatted: '94.48分', change: { comparable: true, verdict: 'WORSE' } });
  });
});

test('rules that cannot be scored are rejected', async () => {
  const head = '考评方案,考评年度,适用地区,序号,考评项目,类别,指标,取值,计分办法,下限,上限,分值';
  const report = await work.importFile(
    'assessment_rules',
    folder.file(
      'bad.csv',
      [
        head,
        '方案,2017,温州市,1,甲,计分,群众安全感率,数值,线性,90,,20',
        '方案,2017,温州市,2,乙,计分,幸福率,数值,线性,90,100,20',
        '方案,2017,温州市,3,丙,计分,,数值,线性,90,100,20',
        '方案,2017,温州市,4,丁,计分,群众安全感率,,线性,90,100,20',
        '方案,2017,温州市,5,戊,计分,群众安全感率,数值,看情况,90,100,20',
      ].join('\n'),
    ),
    { commit: false },
  );
  expect(countsOf(report)).toEqual([5, 0, 0, 0, 5, 0]);
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from assessment_rules where scheme = '方案'`.execute(work.db);
  expect(rows[0]?.n).toBe(0);
});
