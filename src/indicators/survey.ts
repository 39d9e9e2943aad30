import { survey as rate, reported, theme } from './indicator.ts';
import { threeRates } from './three-rates.ts';

const answers = [
  '正向回答数 ÷ 有效回答数；定义随问卷版本',
  'answers in the positive set / valid answers; the instrument defines both',
] as const;

export const survey = theme('survey', '三率测评', 'Surveys', {
  safetyRate: rate(['群众安全感率', 'Sense-of-safety rate'], answers, 'safety', {
    aliases: ['群众安全感', '安全感率', '群众安全感满意率'],
    versions: threeRates.safety,
  }),
  gangCrackdownRate: rate(['扫黑除恶好评率', 'Anti-organized-crime approval rate'], answers, 'gang_crackdown', {
    aliases: ['扫黑除恶成效率'],
    versions: threeRates.gangCrackdown,
  }),
  enforcementRate: rate(['执法工作满意率', 'Law-enforcement satisfaction rate'], answers, 'enforcement', {
    versions: threeRates.enforcement,
  }),
  awarenessRate: rate(['平安建设知晓率', 'Safety-building awareness rate'], answers, 'awareness', {
    versions: threeRates.awareness,
  }),
  participationRate: rate(['平安建设参与率', 'Safety-building participation rate'], answers, 'participation', {
    versions: threeRates.participation,
  }),
  disputeSatisfactionRate: rate(
    ['矛盾纠纷化解工作满意率', 'Dispute-resolution satisfaction rate'],
    answers,
    'dispute_satisfaction',
    { aliases: ['矛盾纠纷化解满意率'], versions: threeRates.disputeSatisfaction },
  ),
  roadSafetyRate: rate(['道路交通安全好评率', 'Road-safety approval rate'], answers, 'road_safety', {
    versions: threeRates.roadSafety,
  }),
  sampleSize: reported('count', ['有效样本量', 'Valid sample size'], ['有效回答数', 'valid responses'], {
    unit: 'count',
  }),
});
