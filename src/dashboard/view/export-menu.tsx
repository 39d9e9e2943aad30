import type { RegionViewQuery } from '../../../schema/generated/graphql.ts';
import { type CellContent, csvText } from '../../client/table-text.ts';
import { usePage } from '../state/page-context.ts';

interface ExportProps {
  readonly page: RegionViewQuery;
  readonly columns: readonly { readonly code: string; readonly at: number }[];
}

/** The table as a file for a spreadsheet program. */
export function ExportMenu({ page, columns }: ExportProps) {
  const { store, speak } = usePage();
  const save = (): void => {
    const { rows, periods } = page.indicatorTable;
    const heads = columns.flatMap(({ code }) => {
      const entry = store.catalogue.value.get(code);
      const unit = entry?.unit.symbol ? `（${entry.unit.symbol}）` : '';
      return [`${entry?.name ?? code}${unit}`];
    });
    const lines = rows.map(({ region, values }): CellContent[] => [
      region.code,
      region.name,
      ...columns.map(({ at }) => {
        const cell = values[at];
        if (cell === undefined) return null;
        return cell.absence === null ? cell.value : speak.absence(cell.absence);
      }),
    ]);
    const text = csvText([['code', speak.say('region'), ...heads], ...lines]);
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${page.region?.name ?? 'anlan'}-${periods[0]?.replaceAll('/', '_')}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <button type="button" class="tool" onClick={save}>
      {speak.say('exportTable')} CSV
    </button>
  );
}
