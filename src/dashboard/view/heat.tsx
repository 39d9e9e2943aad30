import type { CellFragment, RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { STEPS } from '../charts/palette.ts';
import { usePage } from '../state/page-context.ts';
import { ExportMenu } from './export-menu.tsx';
import { ScaleKey } from './scale-key.tsx';

/** Indicators by regions: every cell its figure, its place, and a colour that repeats the place. */
export function Heat({ page }: { readonly page: RegionViewQuery }) {
  const { store, speak } = usePage();
  const { say } = speak;
  const { rows } = page.indicatorTable;
  const shown = store.columns.value.flatMap((code, at) =>
    rows.some(({ values }) => values[at]?.value != null) ? [{ code, at }] : [],
  );
  const nameOf = (code: string): string => store.catalogue.value.get(code)?.name ?? code;
  if (shown.length === 0) return null;
  return (
    <section class="panel heat-panel" aria-labelledby="heat-title">
      <header>
        <h2 id="heat-title">{say('heat')}</h2>
        <ScaleKey
          from="last"
          to="first"
          gaps={rows.some(({ values }) => shown.some(({ at }) => values[at]?.value == null))}
        />
        <ExportMenu page={page} columns={shown} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keys */}
      <section class="scroll" tabIndex={0} aria-labelledby="heat-title">
        <table class="heat">
          <thead>
            <tr>
              <th scope="col">{say('region')}</th>
              {shown.map(({ code }) => (
                <th key={code} scope="col" aria-current={code === store.code.value ? 'true' : undefined}>
                  <button
                    type="button"
                    class="link"
                    onClick={() => store.go({ indicator: code, by: null, grain: null }, { replace: true })}
                  >
                    {nameOf(code)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ region, values }, row) => (
              <tr key={region.code} class={row === 0 ? 'own' : undefined}>
                <th scope="row">
                  {row === 0 ? (
                    region.name
                  ) : (
                    <button type="button" class="link" onClick={() => store.visit(region.code)}>
                      {region.name}
                    </button>
                  )}
                </th>
                {shown.map(({ code, at }) => (
                  <HeatCell key={code} cell={values[at]} plain={row === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function HeatCell({ cell, plain }: { readonly cell: CellFragment | undefined; readonly plain: boolean }) {
  const { speak } = usePage();
  if (cell === undefined) return <td />;
  if (cell.absence !== null) {
    return (
      <td class="none" title={cell.absenceReason ?? undefined}>
        <span>{speak.absence(cell.absence)}</span>
      </td>
    );
  }
  const { position = null, of = null } = cell.rank ?? {};
  const step =
    plain || position === null || of === null || of < 2 ? null : STEPS - Math.floor(((position - 1) / of) * STEPS);
  return (
    <td class={step === null ? undefined : `step-${step}`}>
      <span>{cell.formatted}</span>
      {!plain && position !== null && <small>{of === null ? position : `${position}/${of}`}</small>}
    </td>
  );
}
