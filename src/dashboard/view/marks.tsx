import type { CellFragment } from '../../../schema/generated/graphql.ts';
import { usePage } from '../state/page-context.ts';

type Change = CellFragment['change'];
type Rank = NonNullable<CellFragment['rank']>;

const ARROWS = { UP: '▲', DOWN: '▼', SAME: '＝' } as const;

/** Arrow, words and verdict; the colour only repeats what they say. */
export function ChangeMark({ change, label = false }: { readonly change: Change; readonly label?: boolean }) {
  const { speak } = usePage();
  const { printed, direction, verdict } = change;
  if (printed === null || direction === null) return <span class="quiet">{speak.say('noChange')}</span>;
  return (
    <span class={`change ${verdict.toLowerCase()}`}>
      {label && <span class="quiet">{speak.say('yoy')} </span>}
      <span aria-hidden="true">{ARROWS[direction]}</span> {printed}
      {speak.verdict(verdict) !== '' && verdict !== 'SAME' && <span class="verdict">{speak.verdict(verdict)}</span>}
    </span>
  );
}

/** A place, or the places that cannot be told apart from it. */
export function RankMark({ rank, scope = true }: { readonly rank: Rank | null; readonly scope?: boolean }) {
  const { speak } = usePage();
  if (rank === null || rank.position === null) return null;
  const { position, of, scopeName, indistinguishable } = rank;
  const many = indistinguishable !== null && indistinguishable.from !== indistinguishable.to;
  const range = many ? `${indistinguishable.from}–${indistinguishable.to}` : '';
  return (
    <span class="rank">
      {scope ? speak.place(position, of, scopeName) : position}
      {rank.tied > 0 && <span class="quiet"> {speak.say('tied')}</span>}
      {many && ' '}
      {many && (
        <span class="quiet alike" title={`${speak.say('indistinct')}${range}`}>
          {scope ? speak.alike(range) : `≈${range}`}
        </span>
      )}
    </span>
  );
}

/** Places climbed or fallen; where neither way is better, without a colour. */
export function MovementMark({ movement, judged }: { readonly movement: number | null; readonly judged: boolean }) {
  const { speak } = usePage();
  if (movement === null) return <span class="quiet">—</span>;
  const tone = !judged ? 'same' : movement > 0 ? 'better' : movement < 0 ? 'worse' : 'same';
  return (
    <span class={`change ${tone}`}>
      <span aria-hidden="true">{movement > 0 ? '▲' : movement < 0 ? '▼' : '＝'}</span> {speak.moved(movement)}
    </span>
  );
}

/** How much of what was due has been reported. */
export function CoverageMark({ coverage }: { readonly coverage: CellFragment['coverage'] }) {
  const { speak } = usePage();
  const { expected, reported, share } = coverage;
  if (share === null || expected === 0) return null;
  const said = `${speak.say('coverageOf')} ${reported}/${expected}`;
  if (share === 1) {
    return (
      <span class="coverage" title={said}>
        <span aria-hidden="true">✓</span> {speak.say('complete')}
      </span>
    );
  }
  return (
    <span class="coverage short" title={said}>
      <meter min={0} max={expected} value={reported} aria-hidden="true" />
      {speak.say('coverage')} {reported}/{expected}
    </span>
  );
}

/** What to mind, and where the number comes from. */
export function Chips({ value }: { readonly value: Pick<CellFragment, 'basis' | 'change' | 'value'> }) {
  const { speak } = usePage();
  const cautions = value.change.cautions.filter((one) => one !== 'NO_BASELINE');
  if (value.value === null) return null;
  return (
    <span class="chips">
      {value.basis === 'REPORTED' && <span class="chip">{speak.basis('REPORTED')}</span>}
      {cautions.map((one) => (
        <span key={one} class="chip warn">
          {speak.caution(one)}
        </span>
      ))}
    </span>
  );
}
