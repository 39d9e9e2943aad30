import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import type { Scope } from '../../access/viewer.ts';

/** Whom a field is for: every key, or keys with one of these scopes. */
export type Audience = 'every key' | readonly Scope[];

const INDICATORS: Audience = ['indicators:read'];
const RECORDS: Audience = ['records:read'];
const MANAGERS: Audience = ['keys:manage'];
const AUDITORS: Audience = ['audit:read'];
const WRITING: Audience = ['imports:write'];
const ISSUES: Audience = ['records:read', 'imports:read'];

/**
 * Of the fields of a type, unless a field says otherwise. A type is as open as its least open door: what gives a type
 * that is not for every key is for the same keys itself. Records and what pages them follow from the interface.
 */
const TYPES: Readonly<Record<string, Audience>> = {
  Query: 'every key',
  Mutation: 'every key',
  Subscription: INDICATORS,
  Viewer: 'every key',
  DayOfUsage: 'every key',
  Budgets: 'every key',
  RateLimit: 'every key',
  Limits: 'every key',
  Node: 'every key',
  PageInfo: 'every key',
  DataVersion: 'every key',
  Unit: 'every key',
  Choice: 'every key',
  Indicator: 'every key',
  DefinitionVersion: 'every key',
  Region: 'every key',
  Source: 'every key',
  Import: 'every key',
  ImportIssue: [...ISSUES, ...WRITING],
  IssueCount: WRITING,
  ImportResult: WRITING,
  UndoResult: WRITING,
  ImportProgress: WRITING,
  ReadOtherwise: WRITING,
  ExpectedImpact: INDICATORS,
  ExpectedChange: INDICATORS,
  IndicatorTable: INDICATORS,
  IndicatorRow: INDICATORS,
  IndicatorValue: INDICATORS,
  Coverage: INDICATORS,
  Interval: INDICATORS,
  Slice: INDICATORS,
  Change: INDICATORS,
  SeriesBreak: INDICATORS,
  Incomparability: INDICATORS,
  Rank: INDICATORS,
  RankRange: INDICATORS,
  Excluded: INDICATORS,
  ValueTarget: INDICATORS,
  ReportedFigure: INDICATORS,
  Explanation: INDICATORS,
  ExplanationPart: INDICATORS,
  Contribution: INDICATORS,
  MissingReports: INDICATORS,
  MissingReport: INDICATORS,
  Revision: INDICATORS,
  Assessment: INDICATORS,
  AssessmentItem: INDICATORS,
  Standing: INDICATORS,
  DatasetCoverage: INDICATORS,
  TownshipMonth: INDICATORS,
  DataChange: INDICATORS,
  ChangedValue: INDICATORS,
  Impact: INDICATORS,
  CoverageImpact: INDICATORS,
  ValueImpact: INDICATORS,
  ValueSide: INDICATORS,
  AuditEvent: AUDITORS,
  Key: MANAGERS,
  IssuedKey: MANAGERS,
  RevokedKey: MANAGERS,
  Record: RECORDS,
  RecordOrigin: RECORDS,
};

/** Fields that are for others than their type is. */
const FIELDS: Readonly<Record<string, Audience>> = {
  'Query.assessment': INDICATORS,
  'Query.changes': INDICATORS,
  'Query.indicatorTable': INDICATORS,
  'Mutation.createKey': MANAGERS,
  'Mutation.rotateKey': MANAGERS,
  'Mutation.revokeKey': MANAGERS,
  'Region.assessments': INDICATORS,
  'Region.coverage': INDICATORS,
  'Region.indicator': INDICATORS,
  'Region.indicators': INDICATORS,
  'Region.series': INDICATORS,
  'Mutation.importFile': WRITING,
  'Mutation.undoImport': WRITING,
  'Subscription.importProgress': WRITING,
  'ImportResult.impact': INDICATORS,
  'UndoResult.impact': INDICATORS,
  'Import.impact': INDICATORS,
  'Import.issues': ISSUES,
  'IndicatorValue.records': RECORDS,
};

const PAGING = /(?:Connection|Edge)$/;

/** Null where nothing is declared: a field that was forgotten. */
export function audienceOf(schema: GraphQLSchema, type: string, field: string): Audience | null {
  const own = FIELDS[`${type}.${field}`] ?? ofType(schema, type);
  if (own !== 'every key' || (type !== 'Query' && type !== 'Region')) return own;
  // A list of a dataset, whatever its name.
  const owner = schema.getType(type);
  const given = isObjectType(owner) ? String(owner.getFields()[field]?.type).replace(/[[\]!]/g, '') : '';
  return PAGING.test(given) ? ofType(schema, given) : own;
}

function ofType(schema: GraphQLSchema, name: string): Audience | null {
  const paged = name.replace(PAGING, '');
  const type = schema.getType(schema.getType(paged) === undefined ? name : paged);
  if (type === undefined || !(isObjectType(type) || isInterfaceType(type))) return null;
  const record = isObjectType(type) && type.getInterfaces().some((one) => one.name === 'Record');
  return TYPES[type.name] ?? (record ? RECORDS : null);
}
