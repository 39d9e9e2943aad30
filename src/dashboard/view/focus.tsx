import type { RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { breakdownOption } from '../charts/breakdown-option.ts';
import { Chart } from '../charts/chart.tsx';
import { usePage } from '../state/page-context.ts';
import type { CatalogueEntry } from '../state/store.ts';
import { Choice } from './choice.tsx';
import { TargetLine } from './target-line.tsx';
import { Trend } from './trend.tsx';

const ADDS_UP: ReadonlySet<CatalogueEntry['kind']> = new Set(['COUNT', 'STOCK']);

/** One indicator in depth: its sentence, its course and its parts. */
export function Focus({ page }: { readonly page: RegionViewQuery }) {
  const { store, speak } = usePage();
  const { data, answered, fault, loading } = store.focus.value;
  const code = answered?.code ?? store.code.value;
  const grain = answered?.by ?? store.grain.value;
  const breakdown = String(answered?.breakdown ?? store.breakdown.value ?? '');
  const entry = code === null ? undefined : store.catalogue.value.get(code);
  const value = data?.region?.indicator;
  const slices = (value?.breakdown ?? []).filter((slice) => slice.value !== null && slice.value > 0);
  const parent = value?.besideParent;
  const inOneYear = grain === 'MONTH' || grain === 'QUARTER';
  if (code === null || entry === undefined) return null;
  return (
    <section class={loading ? 'panel focus waiting' : 'panel focus'} aria-labelledby="focus-title">
      <header>
        <h2 id="focus-title">{entry.name}</h2>
        <button type="button" class="tool" onClick={() => store.go({ explain: `${page.region?.code}/${code}` })}>
          {speak.say('explain')}
        </button>
      </header>
      {fault?.kind === 'refused' && <p class="notice worse">{speak.refusal(fault.code) ?? fault.message}</p>}
      {value !== undefined && <p class="lead">{value.sentence}</p>}
      {/* A part is not better or worse than the whole that it is counted in. */}
      {!ADDS_UP.has(entry.kind) && parent?.printed && parent.baseline !== null && (
        <p class="quiet">
          {parent.baseline.region.name} {parent.baseline.formatted}
          {speak.lang === 'en' ? ': ' : '，'}
          {parent.printed}
        </p>
      )}
      {value?.target && <TargetLine target={value.target} />}
      {value?.notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
      {data?.region && (
        <Trend
          name={entry.name}
          now={data.region.series}
          before={inOneYear ? data.region.earlier : []}
          counts={entry.kind === 'COUNT'}
          sign={entry.unit.symbol === '%' ? '%' : ''}
          asOf={page.indicatorTable.data.asOf}
        />
      )}
      {breakdown !== '' && slices.length > 0 && (
        <>
          <header class="sub">
            <h3>{speak.say('breakdown')}</h3>
            <Choice
              label={speak.say('dimension')}
              options={entry.breakdowns.map((one) => [one, speak.dimension(one)])}
              value={breakdown}
              onChoose={(by) => store.go({ by }, { replace: true })}
            />
          </header>
          <Chart
            className={`breakdown rows-${Math.min(20, Math.max(3, slices.length))}`}
            label={`${speak.say('breakdown')}: ${slices.map(({ label, formatted }) => `${label} ${formatted}`).join(', ')}`}
            option={(palette) =>
              breakdownOption([...slices].sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, 20), palette)
            }
            from={[value]}
          />
        </>
      )}
    </section>
  );
}
