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
  const rows = (): readonly (readonly CellContent[])[] => {
    const heads = columns.map(({ code }) => {
      const entry = store.catalogue.value.get(code);
      return `${entry?.name ?? code}${entry?.unit.symbol ? `（${entry.unit.symbol}）` : ''}`;
    });
    const lines = page.indicatorTable.rows.map(({ region, values }): readonly CellContent[] => [
      region.code,
      region.name,
      ...columns.map(({ at }) => {
        const cell = values[at];
        if (cell === undefined) return null;
        return cell.absence === null ? cell.value : speak.absence(cell.absence);
      }),
    ]);
    return [['code', speak.say('region'), ...heads], ...lines];
  };
  const name = `${page.region?.name ?? 'anlan'}-${page.indicatorTable.periods[0]?.replaceAll('/', '_')}`;
  const saveCsv = (): void => save(new Blob([csvText(rows())], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
  const saveWorkbook = async (): Promise<void> => {
    const { workbookOf } = await import('../../client/workbook.ts');
    save(new Blob([workbookOf(rows())], { type: WORKBOOK }), `${name}.xlsx`);
  };
  return (
    <span class="exports">
      <button type="button" class="tool" onClick={() => void saveWorkbook()}>
        {speak.say('exportTable')} Excel
      </button>
      <button type="button" class="tool" onClick={saveCsv}>
        CSV
      </button>
    </span>
  );
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
