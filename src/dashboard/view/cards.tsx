import type { CellFragment, RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { Chart } from '../charts/chart.tsx';
import { courseOption } from '../charts/course-option.ts';
import { usePage } from '../state/page-context.ts';
import { ChangeMark, Chips, CoverageMark, RankMark } from './marks.tsx';

/** One card an indicator that has a value; the others stand below with their reason. */
export function Cards({ page }: { readonly page: RegionViewQuery }) {
  const { store, speak } = usePage();
  const own = page.indicatorTable.rows[0]?.values ?? [];
  const cells = store.columns.value.flatMap((code, at) => {
    const cell = own[at];
    return cell === undefined ? [] : [{ code, cell }];
  });
  const present = cells.filter(({ cell }) => cell.value !== null);
  const absent = cells.filter(({ cell }) => cell.value === null);
  const themes = new Set(store.columns.value.map((code) => store.catalogue.value.get(code)?.themeName));
  const nameOf = (code: string): string => store.catalogue.value.get(code)?.name ?? code;
  return (
    <section aria-labelledby="cards-title">
      <header class="cards-head">
        <h2 id="cards-title">{themes.size === 1 ? [...themes] : speak.say('headline')}</h2>
        <Tally cells={present.map(({ cell }) => cell)} />
      </header>
      {present.length > 0 && (
        <ul class="cards">
          {present.map(({ code, cell }) => (
            <li key={code}>
              <Card code={code} name={nameOf(code)} cell={cell} />
            </li>
          ))}
        </ul>
      )}
      {absent.length > 0 && (
        <details class="absent" open={present.length === 0}>
          <summary>
            {speak.say('without')}（{absent.length}）
          </summary>
          <ul>
            {absent.map(({ code, cell }) => (
              <li key={code}>
                <button type="button" class="link" onClick={() => store.go({ indicator: code, by: null, grain: null })}>
                  {nameOf(code)}
                </button>{' '}
                <span class="chip">{cell.absence === null ? '' : speak.absence(cell.absence)}</span>{' '}
                <span class="small">{cell.absenceReason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

const TALLIED = ['BETTER', 'WORSE', 'SAME'] as const;

/** How many figures moved for the better and for the worse. */
function Tally({ cells }: { readonly cells: readonly CellFragment[] }) {
  const { speak } = usePage();
  const judged = cells.filter(({ change }) => change.verdict !== 'NOT_JUDGED' && change.printed !== null);
  if (judged.length < 2) return null;
  return (
    <ul class="tally" aria-label={speak.say('tally')}>
      <li class="quiet">{speak.say('yoy')}</li>
      {TALLIED.map((verdict) => {
        const many = judged.filter(({ change }) => change.verdict === verdict).length;
        return (
          many > 0 && (
            <li key={verdict} class={`change ${verdict.toLowerCase()}`}>
              <span class="verdict">{speak.verdict(verdict)}</span> <strong>{many}</strong>
            </li>
          )
        );
      })}
    </ul>
  );
}

interface CardProps {
  readonly code: string;
  readonly name: string;
  readonly cell: CellFragment;
}

function Card({ code, name, cell }: CardProps) {
  const { store, speak } = usePage();
  const chosen = store.code.value === code;
  const region = store.page.value.data?.region?.code;
  const at = store.columns.value.indexOf(code);
  const courses = store.page.value.data?.courses.rows ?? [];
  const course = courses.map(({ values }) => values[at]?.value ?? null);
  const said = courses.map(({ period, values }) => `${period} ${values[at]?.formatted ?? '—'}`).join(', ');
  return (
    <article class={chosen ? 'card chosen' : 'card'}>
      <h3>
        <button
          type="button"
          aria-pressed={chosen}
          onClick={() => store.go({ indicator: code, by: null, grain: null }, { replace: true })}
        >
          {name}
        </button>
      </h3>
      <p class="figure">{cell.formatted}</p>
      <p>
        <ChangeMark change={cell.change} label />
      </p>
      <div class="foot">
        <div>
          <p>
            <RankMark rank={cell.rank} />
          </p>
          <p>{cell.basis === 'COUNTED' && <CoverageMark coverage={cell.coverage} />}</p>
          <Chips value={cell} />
        </div>
        {course.filter((value) => value !== null).length > 1 && (
          <Chart
            className="course"
            label={`${name} · ${speak.say('course')}: ${said}`}
            option={(palette) => courseOption(course, palette)}
            from={[said]}
          />
        )}
      </div>
      <button
        type="button"
        class="explain"
        aria-label={`${speak.say('explainOf')}${name}`}
        title={speak.say('explain')}
        onClick={() => store.go({ explain: `${region}/${code}` })}
      >
        i
      </button>
    </article>
  );
}
