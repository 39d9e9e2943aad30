import { shortText } from '../kernel/chinese.ts';
import type { Label } from '../kernel/label.ts';
import type { LostReason } from './located.ts';
import type { Region } from './region.ts';
import type { RegionTree } from './tree.ts';

const LONGEST = 60;

/** The names of a place as a person would write them, the whole tree included. */
export function placeLabel(tree: RegionTree, place: Region | null): Label {
  return place === null
    ? { zh: '全部区划', en: 'the whole tree' }
    : { zh: tree.fullName(place), en: `${tree.fullName(place)} (${place.code})` };
}

export function lostMessage(
  tree: RegionTree,
  reason: LostReason,
  {
    at,
    rest,
    scope,
    elsewhere,
  }: { at: Region | null; rest: string; scope: Region | null; elsewhere: readonly Region[] },
): Label {
  const found = shortText(rest, LONGEST);
  const place = placeLabel(tree, at ?? scope);
  const whole = placeLabel(tree, scope);
  const others = elsewhere.map((region) => tree.fullName(region)).join('、');
  switch (reason) {
    case 'empty':
      return { zh: '没有填写地区', en: 'expected a place, got nothing' };
    case 'no such code':
      return { zh: `没有区划代码 ${found}`, en: `expected a known division code, got ${found}` };
    case 'no such name':
      return { zh: `${place.zh}没有“${found}”`, en: `expected a place in ${place.en}, got ${found}` };
    case 'outside':
      return {
        zh: `“${found}”不在${whole.zh}内，而在${others}`,
        en: `expected a place in ${whole.en}; ${found} lies outside of it: ${others}`,
      };
    case 'above':
      return {
        zh: `“${found}”是${whole.zh}的上级`,
        en: `expected ${whole.en} or a place below it; ${found} lies above`,
      };
    case 'ended':
      return {
        zh: `${place.zh}已停用，没有并入的区划`,
        en: `expected a place in force; ${place.en} ended without a successor`,
      };
    default:
      return reason satisfies never;
  }
}

export function ambiguousMessage(tree: RegionTree, text: string, candidates: readonly Region[]): Label {
  const names = candidates.map((region) => tree.fullName(region)).join('、');
  const found = shortText(text, LONGEST);
  return { zh: `“${found}”可以是${names}`, en: `expected one place, but ${found} may be ${names}` };
}

export function conflictMessage(tree: RegionTree, code: string, byCode: Region | null, names: string): Label {
  const name = shortText(names, LONGEST);
  const place = byCode === null ? null : placeLabel(tree, byCode);
  return place === null
    ? {
        zh: `区划代码 ${code} 与名称“${name}”不符`,
        en: `expected a code and names of one place; ${code} is not ${name}`,
      }
    : {
        zh: `区划代码 ${code} 是${place.zh}，与名称“${name}”不符`,
        en: `expected a code and names of one place; ${code} is ${place.en}, not ${name}`,
      };
}
