import type { Label } from '../kernel/label.ts';
import type { RegionRow } from './region-row.ts';

export type TreeProblem =
  | 'unknown_parent'
  | 'missing_parent'
  | 'unknown_level'
  | 'wrong_level'
  | 'unknown_successor'
  | 'successor_without_end'
  | 'wrong_dates'
  | 'circle';

/** Why a row of a region import is rejected. */
export interface TreeIssue {
  /** The place of the row among those given, from 0. */
  readonly row: number;
  readonly problem: TreeProblem;
  readonly found: string | null;
}

/** The column to blame. */
export const BLAMED: Readonly<Record<TreeProblem, keyof RegionRow>> = {
  unknown_parent: 'parentCode',
  missing_parent: 'parentCode',
  unknown_level: 'level',
  wrong_level: 'level',
  unknown_successor: 'successorCode',
  successor_without_end: 'validTo',
  wrong_dates: 'validTo',
  circle: 'parentCode',
};

export function treeIssueMessage({ problem, found }: TreeIssue): Label {
  const what = found ?? '';
  switch (problem) {
    case 'unknown_parent':
      return { zh: `上级代码 ${what} 不存在`, en: `expected the code of a known region as parent, got ${what}` };
    case 'missing_parent':
      return { zh: '缺少上级代码', en: 'expected a parent: only a province has none' };
    case 'unknown_level':
      return { zh: '缺少级别', en: 'expected a level: the code does not tell it' };
    case 'wrong_level':
      return { zh: `级别不低于上级 ${what}`, en: `expected a level below that of the parent ${what}` };
    case 'unknown_successor':
      return { zh: `并入代码 ${what} 不存在`, en: `expected the code of a known region as successor, got ${what}` };
    case 'successor_without_end':
      return {
        zh: `有并入代码 ${what} 而无停用日期`,
        en: `expected the day on which it passed into ${what}, got nothing`,
      };
    case 'wrong_dates':
      return { zh: `停用日期 ${what} 不晚于启用日期`, en: `expected the end ${what} to be after the start` };
    case 'circle':
      return { zh: '上级或并入关系成环', en: 'expected parents and successors that lead to a province, got a circle' };
    default:
      return problem satisfies never;
  }
}
