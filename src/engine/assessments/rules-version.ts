import { createHash } from 'node:crypto';
import type { DefinitionVersion } from '../../indicators/version.ts';
import { label } from '../../kernel/label.ts';
import type { RuleRow, UnitRow } from '../sources/assessment-source.ts';

/** Names what a unit was scored by: the same code in two years means that no line of its rules was changed. */
export function versionOf({ scheme }: UnitRow, lines: readonly RuleRow[]): DefinitionVersion {
  const rules = lines.map(({ imported_in: _, region_id: __, number: ___, department: ____, ...rule }) => rule);
  const sorted = rules.map((rule) => JSON.stringify(rule)).sort();
  const code = createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 8);
  return {
    code: `${scheme}#${code}`,
    from: null,
    to: null,
    area: null,
    note: label(`${scheme}，共${lines.length}条细则`, `${scheme}, ${lines.length} lines`),
    basis: null,
  };
}
