import type { RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { usePage } from '../state/page-context.ts';
import { below, ranked } from './below.ts';
import { ChangeMark, Chips, MovementMark, RankMark } from './marks.tsx';

/** The regions below by their place, those without a value named with the reason. */
export function League({ page }: { readonly page: RegionViewQuery }) {
  const { store, speak } = usePage();
  const { say } = speak;
  const code = store.code.value;
  const at = code === null ? -1 : store.codes.value.indexOf(code);
  const rows = ranked(below(page, at));
  const entry = code === null ? undefined : store.catalogue.value.get(code);
  return (
    <section class="panel" aria-labelledby="league-title">
      <header>
        <h2 id="league-title">{say('leagueOf')}</h2>
        <span class="quiet">{entry?.name}</span>
      </header>
      {rows.length === 0 ? (
        <p class="quiet">{say('noBelow')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table must be scrollable by keys
        <section class="scroll tall" tabIndex={0} aria-labelledby="league-title">
          <table class="league">
            <thead>
              <tr>
                <th scope="col" class="number">
                  {say('rank')}
                </th>
                <th scope="col">{say('region')}</th>
                <th scope="col" class="number">
                  {say('value')}
                </th>
                <th scope="col">{say('yoy')}</th>
                <th scope="col">{say('moved')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ region, cell }) => (
                <tr key={region.code}>
                  <td class="number">
                    {cell.rank?.position == null ? (
                      <span class="quiet">—</span>
                    ) : (
                      <RankMark rank={cell.rank} scope={false} />
                    )}
                  </td>
                  <th scope="row">
                    <button type="button" class="link" onClick={() => store.visit(region.code)}>
                      {region.name}
                    </button>
                  </th>
                  <td class="number strong" title={cell.absenceReason ?? undefined}>
                    {cell.absence === null ? cell.formatted : <span class="chip">{speak.absence(cell.absence)}</span>}
                  </td>
                  <td>
                    {cell.absence === null && <ChangeMark change={cell.change} />} <Chips value={cell} />
                  </td>
                  <td>
                    {cell.absence === null && (
                      <MovementMark movement={cell.rank?.movement ?? null} judged={entry?.direction !== 'NONE'} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
