import type { RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { usePage } from '../state/page-context.ts';
import { type Below, below, ranked } from './below.ts';
import { ChangeMark, Chips, MovementMark, RankMark } from './marks.tsx';

/** The regions below by their place, those without a value named with the reason. */
export function League({ page }: { readonly page: RegionViewQuery }) {
  const { store, speak } = usePage();
  const { say } = speak;
  const code = store.code.value;
  const at = code === null ? -1 : store.columns.value.indexOf(code);
  const rows = ranked(below(page, at));
  const entry = code === null ? undefined : store.catalogue.value.get(code);
  if (rows.length === 0) return null;
  const valued = rows.filter(({ cell }) => cell.value !== null);
  const alike = valued.some(({ cell: { rank } }) => rank?.indistinguishable != null);
  return (
    <section class="panel" aria-labelledby="league-title">
      <header>
        <h2 id="league-title">{say('leagueOf')}</h2>
        <span class="quiet">{entry?.name}</span>
      </header>
      {alike && <p class="quiet small">{say('alikeNote')}</p>}
      {valued.length === 0 && !rows.some(({ cell }) => cell.rank?.position != null) ? (
        <WithoutValues rows={rows} />
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
              {rows.map((row) => (
                <LeagueRow key={row.region.code} row={row} judged={entry?.direction !== 'NONE'} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function LeagueRow({ row: { region, cell }, judged }: { readonly row: Below; readonly judged: boolean }) {
  const { store, speak } = usePage();
  return (
    <tr>
      <td class="number">
        {cell.rank?.position == null ? <span class="quiet">—</span> : <RankMark rank={cell.rank} scope={false} />}
      </td>
      <th scope="row">
        <button type="button" class="link" onClick={() => store.visit(region.code)}>
          {region.name}
        </button>
      </th>
      <td class="number strong" title={cell.absenceReason ?? undefined}>
        {cell.absence === null ? cell.formatted : <span class="chip">{speak.absence(cell.absence)}</span>}
      </td>
      <td class="moves">
        {cell.absence === null && <ChangeMark change={cell.change} />} <Chips value={cell} />
      </td>
      <td class="moves">
        {cell.absence === null && <MovementMark movement={cell.rank?.movement ?? null} judged={judged} />}
      </td>
    </tr>
  );
}

/** Where nobody has a value there is no table of dashes: one reason, and who it is about. */
function WithoutValues({ rows }: { readonly rows: readonly Below[] }) {
  const { store, speak } = usePage();
  const absences = [...new Set(rows.map(({ cell }) => cell.absence))];
  return (
    <>
      {absences.map((absence) => {
        const those = rows.filter(({ cell }) => cell.absence === absence);
        return (
          <div key={absence} class="without">
            {absence !== null && <span class="chip">{speak.absence(absence)}</span>}
            <ul>
              {those.map(({ region, cell }) => (
                <li key={region.code} title={cell.absenceReason ?? undefined}>
                  <button type="button" class="link" onClick={() => store.visit(region.code)}>
                    {region.name}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}
