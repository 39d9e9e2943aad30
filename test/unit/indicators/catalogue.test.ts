import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { type Dataset, measureCode, snake } from '../../../src/datasets/dataset.ts';
import { datasets } from '../../../src/datasets/index.ts';
import { createMeasureWords } from '../../../src/imports/cells/measure-words.ts';
import { indicators, themes } from '../../../src/indicators/index.ts';
import type { Indicator, IndicatorKind } from '../../../src/indicators/indicator.ts';
import { isUnitCode } from '../../../src/kernel/unit.ts';

// catalogue.csv: the agreed catalogue, columns code to may_exceed_100 of its 90 rows.
const agreed = rowsOf('catalogue.csv');
const figures = rowsOf('../../../src/demo/data/figures.csv');

const meant = createMeasureWords(indicators.values());

/** What an agreed kind may be here; a ratio is told apart by whether it can pass 100 %. */
const KINDS: Readonly<Record<string, readonly IndicatorKind[]>> = {
  flow: ['count'],
  ratio: ['ratio', 'proportion', 'share', 'mean', 'rate_per_population'],
};

test('every agreed indicator is declared as agreed', () => {
  const declared = agreed.map(({ code }) => indicators.get(code ?? '')).filter((one) => one !== undefined);
  expect(declared.map(described)).toEqual(
    agreed.map((row) => ({
      code: row.code,
      name_zh: row.name_zh,
      name_en: row.name_en,
      unit: row.unit,
      decimals: row.decimals,
      direction: row.direction === 'neutral' ? 'none' : row.direction,
    })),
  );
});

test('every indicator is of the agreed kind, and passes 100 % only where agreed', () => {
  for (const { code = '', kind = '', may_exceed_100 = '' } of agreed) {
    const declared = indicators.get(code)?.kind;
    expect(KINDS[kind] ?? [kind], code).toContain(declared);
    if (kind === 'ratio') expect(declared === 'ratio', code).toBe(may_exceed_100.startsWith('YES'));
  }
});

test('codes, themes and units are well formed', () => {
  expect(indicators.size).toBe(agreed.length + 35);
  expect(new Set(themes.map(({ code }) => code)).size).toBe(themes.length);
  for (const { code, theme, unit, definition, formula } of indicators.values()) {
    expect(code).toMatch(new RegExp(`^${theme}\\.[a-z][a-z0-9_]*$`));
    expect(isUnitCode(unit)).toBe(true);
    expect(definition.zh.length * definition.en.length).toBeGreaterThan(0);
    if (formula.kind === 'perPopulation') expect(indicators.get(formula.over)?.kind).toBe('stock');
  }
});

test('shares and parts name breakdowns that their measures have', () => {
  const breakdowns = new Map(
    Object.values<Dataset>(datasets).flatMap((dataset) =>
      Object.entries(dataset.measures).map(([name, { by }]) => [measureCode(dataset, name), by?.map(snake) ?? []]),
    ),
  );
  for (const { code, formula } of indicators.values()) {
    if (formula.kind === 'share') expect(breakdowns.get(formula.measure), code).toContain(formula.by);
    const terms = formula.kind === 'ratio' ? [...formula.of, ...formula.over] : 'of' in formula ? formula.of : [];
    for (const term of terms) {
      if (typeof term === 'object') expect(breakdowns.get(term.measure), code).toContain(term.member.split(':')[0]);
    }
  }
});

test('no name stands for two indicators', () => {
  for (const indicator of indicators.values()) {
    for (const name of [indicator.code, indicator.name.zh, indicator.name.en, ...indicator.aliases]) {
      expect({ name, means: meant(name).indicator }).toEqual({ name, means: indicator.code });
    }
  }
});

test('names match in any width and spacing, with what a print adds to them', () => {
  expect(meant('紧急警情 １０分钟到场率').indicator).toBe('response.urgent_10min_rate');
  expect(meant('交通拥堵指数(后)').indicator).toBe('traffic.congestion_index');
  expect(meant('Survey.Safety_Rate').indicator).toBe('survey.safety_rate');
  expect(meant('专职网格员人数').indicator).toBe('grid.full_time_staff');
  expect(meant('网格长人数').indicator).toBeNull();
});

test('printed figures resolve to what they mean, and only to that', () => {
  const resolved = new Map<string, string>();
  for (const { measure_zh: words = '' } of figures) {
    const code = meant(words).indicator;
    if (code !== null) resolved.set(words, code);
  }
  expect(Object.fromEntries(resolved)).toMatchInlineSnapshot(`
    {
      "专职巡防队员数": "patrol.members",
      "专职平安巡防队伍数": "patrol.teams",
      "专职网格员人数": "grid.full_time_staff",
      "两抢案件破案率": "case.robbery_clearance_rate",
      "乡镇（街道）平安达标率": "rating.township_standard_rate",
      "五星平安小区占比": "rating.five_star_estate_share",
      "交通拥堵指数环比": "traffic.congestion_index",
      "交通拥堵指数（前）": "traffic.congestion_index",
      "交通拥堵指数（后）": "traffic.congestion_index",
      "优秀金点子数": "suggestion.excellent",
      "全省平安考核名次": "assessment.score",
      "全科网格建设达标率": "grid.standard_rate",
      "八类案件破案率": "case.major_clearance_rate",
      "养老诈骗刑事案件数": "fraud.elder_filed",
      "养老诈骗抓获犯罪嫌疑人数": "fraud.elder_suspects",
      "养老诈骗追回赃款": "fraud.elder_recovered",
      "刑事案件数同比": "case.criminal_filed",
      "刑事案件破案率同比": "case.clearance_rate",
      "协助处理事故救援数": "patrol.rescues",
      "协助破获治安或刑事案件数": "patrol.assisted_cases",
      "单元网格数": "grid.grids",
      "危化品亡人事故起数": "incident.chemical_fatal",
      "县（市、区）平安达标率": "rating.county_standard_rate",
      "受理矛盾纠纷数": "mediation.accepted",
      "各类矛盾纠纷调解率": "mediation.mediation_rate",
      "各类调委会数": "mediation.committees",
      "各级调解员数": "mediation.mediators",
      "安全生产事故亡人数同比": "incident.production_deaths",
      "安全生产事故起数同比": "incident.production",
      "小案快侦率": "case.minor_fast_clearance_rate",
      "小案快侦率同比变化": "case.minor_fast_clearance_rate",
      "小案破案率": "case.minor_clearance_rate",
      "巡防队调解纠纷数": "patrol.disputes",
      "平安家庭占全市户数比重": "rating.safe_family_share",
      "平安家庭建设户数": "rating.safe_families",
      "平安志愿者数": "patrol.volunteers",
      "平安红利累计兑现金额": "reward.paid",
      "快速反应率": "response.rapid_rate",
      "成功化解矛盾纠纷数": "mediation.resolved",
      "手机防诈受保护人数占比": "fraud.protection_coverage",
      "扑灭危险火情数": "patrol.fires",
      "打掉恶势力犯罪组织数": "organized_crime.gangs",
      "打掉黑恶势力团伙数": "organized_crime.gangs",
      "打掉（网上）恶势力组织数": "organized_crime.gangs",
      "执法工作满意率": "survey.enforcement_rate",
      "执法工作满意率全市排名": "survey.enforcement_rate",
      "执法工作满意率全省排名": "survey.enforcement_rate",
      "扫黑除恶好评率": "survey.gang_crackdown_rate",
      "扫黑除恶好评率全市排名": "survey.gang_crackdown_rate",
      "扫黑除恶好评率全省排名": "survey.gang_crackdown_rate",
      "抓获扭送违法犯罪嫌疑人数": "patrol.suspects",
      "抓获涉黑涉恶犯罪嫌疑人数": "organized_crime.suspects",
      "排查矛盾纠纷数": "mediation.found",
      "提供违法犯罪线索数": "patrol.clues",
      "新增公共视频设施数": "video.cameras_added",
      "机关企事业单位平安达标率": "rating.institution_standard_rate",
      "村（社区）平安达标率": "rating.village_standard_rate",
      "武装巡逻处突警组数": "patrol.armed_groups",
      "治安巡防队伍数": "patrol.teams",
      "治安巡防队员数": "patrol.members",
      "派出所调解室调处矛盾纠纷数": "mediation.police_resolved",
      "涉及当事人数": "mediation.parties",
      "涉及财产金额": "mediation.amount",
      "涉海违法犯罪查破案件数": "case.at_sea_cleared",
      "渔业生产事故亡人数同比": "incident.fishery_deaths",
      "渔业生产事故起数同比": "incident.fishery",
      "火灾事故亡人数同比": "incident.fire_deaths",
      "火灾事故起数同比": "incident.fires",
      "电诈刑事发案数同比": "fraud.telecom_filed",
      "电诈警情数同比": "fraud.telecom_calls",
      "盗抢骗立案数占刑事案件比重": "case.theft_robbery_fraud_share",
      "盗窃警情同比": "case.theft_calls",
      "矛盾纠纷化解成功率": "mediation.resolution_rate",
      "紧急警情10分钟内到场率": "response.urgent_10min_rate",
      "综治保险保费投入": "insurance.premium",
      "综治保险受益户数": "insurance.households",
      "综治保险报案数": "insurance.claims_reported",
      "综治保险理赔笔数": "insurance.claims_paid_count",
      "综治保险理赔结案率": "insurance.settlement_rate",
      "综治保险赔付案件数": "insurance.claims_paid_count",
      "综治保险赔款": "insurance.claims_paid",
      "网格员人数": "grid.staff",
      "网格数": "grid.grids",
      "群众安全感率": "survey.safety_rate",
      "群众安全感率全市排名": "survey.safety_rate",
      "群众安全感率全省排名": "survey.safety_rate",
      "联网视频监控总数": "video.cameras",
      "获评平安企业（社会组织）数": "rating.starred_enterprises",
      "获评平安村（社区）数": "rating.starred_villages",
      "获评平安村（社区）数（复述）": "rating.starred_villages",
      "诈骗警情同比": "case.fraud_calls",
      "调解成功率": "mediation.success_rate",
      "走访重点人员人次": "grid.person_visits",
      "走访重点场所家次": "grid.premises_visits",
      "违法犯罪警情数同比": "case.calls",
      "道路交通事故亡人数同比": "incident.road_deaths",
      "采集问题信息数": "ticket.reported",
      "重点公共区域视频监控覆盖率": "video.key_area_coverage",
      "金点子有效意见数": "suggestion.valid",
      "问题信息办结率": "ticket.closure_rate",
      "防止民转刑案件数": "mediation.escalations_prevented",
      "预防群体性事件数": "mediation.mass_incidents_prevented",
    }
  `);
  expect(figures.filter(({ measure_zh: words = '' }) => resolved.has(words))).toHaveLength(109);
});

function described({ code, name, unit, decimals, direction }: Indicator) {
  return { code, name_zh: name.zh, name_en: name.en, unit, decimals: String(decimals), direction };
}

function rowsOf(file: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(new URL(file, import.meta.url)), { bom: true, columns: true });
}
