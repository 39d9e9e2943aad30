import { GRAINS } from '../../client/periods.ts';
import { Chart } from '../charts/chart.tsx';
import { type Point, trendOption } from '../charts/trend-option.ts';
import { usePage } from '../state/page-context.ts';
import { Choice } from './choice.tsx';

interface TrendProps {
  readonly name: string;
  readonly now: readonly Point[];
  /** The same a year earlier; empty where the course covers several years itself. */
  readonly before: readonly Point[];
  readonly counts: boolean;
  readonly sign: string;
  /** When the newest data came in: a period that ends later is not over. */
  readonly asOf: string;
}

export function Trend({ name, now, before, counts, sign, asOf }: TrendProps) {
  const { store, speak } = usePage();
  const { say } = speak;
  const partial = now.map(
    ({ value, periodEnd, coverage: { share } }) =>
      value !== null && (Date.parse(`${periodEnd}T23:59:59+08:00`) > Date.parse(asOf) || (share !== null && share < 1)),
  );
  const present = now.filter(({ value }) => value !== null);
  const empty = present.length === 0 && before.every(({ value }) => value === null);
  const label = `${name} · ${say('trend')}: ${present.map(({ periodLabel, formatted }) => `${periodLabel} ${formatted}`).join(', ')}`;
  return (
    <>
      <header class="sub">
        <h3>{say('trend')}</h3>
        <ul class="legend" aria-hidden="true">
          {present.length > 0 && <li class={counts ? 'now block' : 'now'}>{say('trendNow')}</li>}
          {before.some(({ value }) => value !== null) && <li class="before">{say('trendBefore')}</li>}
          {partial.includes(true) && <li class="partial">{say('trendPartial')}</li>}
          {!empty && present.length < now.length && <li class="gap">{say('trendGap')}</li>}
        </ul>
        <Choice
          label={say('grainWord')}
          options={GRAINS.map((grain) => [grain, speak.grain(grain)])}
          value={store.grain.value}
          onChoose={(grain) => store.go({ grain }, { replace: true })}
        />
      </header>
      {empty && (
        <p class="empty">
          {say('trendNone')} {now.at(-1)?.absenceReason}
        </p>
      )}
      {!empty && (
        <Chart
          className="trend"
          label={label}
          option={(palette, width) =>
            trendOption({ now, before, partial, columns: counts, sign, speak, narrow: width < 560 }, palette)
          }
          from={[now, before, speak.lang, counts]}
        />
      )}
      {!empty && (
        <details class="data">
          <summary>{say('table')}</summary>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{say('period')}</th>
                  <th scope="col" class="number">
                    {say('trendNow')}
                  </th>
                  {before.length > 0 && (
                    <th scope="col" class="number">
                      {say('trendBefore')}
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {now.map((point, at) => (
                  <tr key={point.period}>
                    <th scope="row">{point.periodLabel}</th>
                    <td class="number" title={point.absenceReason ?? undefined}>
                      {point.formatted}
                      {point.absence !== null && <span class="quiet"> {speak.absence(point.absence)}</span>}
                    </td>
                    {before.length > 0 && (
                      <td class="number" title={before[at]?.absenceReason ?? undefined}>
                        {before[at]?.formatted ?? '—'}
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </>
  );
}
