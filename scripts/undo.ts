import { Command, InvalidArgumentError } from 'commander';
import { atTerminal } from '../src/access/terminal.ts';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { undoImport } from '../src/imports/undo/undo-import.ts';
import type { UndoReport } from '../src/imports/undo/undo-report.ts';
import { undoText } from '../src/imports/undo/undo-text.ts';
import { indicators } from '../src/indicators/index.ts';
import { AnlanError, isAnlanError } from '../src/kernel/errors.ts';
import { inLocale } from '../src/kernel/label.ts';

const command = new Command('npm run undo --')
  .description(
    'Takes one import back: data, declared months or a change of the region tree. Without --commit a rehearsal.',
  )
  .argument('<import>', 'its number, as the import reported it and as `imports` lists it', importNumber)
  .option('--commit', 'keep what was done')
  .option('--by <name>', 'who does it, for the audit, beside the account of the system')
  .option('--json', 'the report as JSON')
  .option('--english', 'the report in English')
  .addHelpText(
    'after',
    `
Examples:
  npm run undo -- 12            what would change; nothing is kept
  npm run undo -- 12 --commit   rows that import 12 brought are taken away, rows that it corrected are as before
  npm run undo -- 13 --commit   13 was that undo: what import 12 did is done again

An undo is an import of its own: nothing is lost, and the past is still answered as it was (asOf). It is refused when
later imports changed the same rows or regions; the message names them, undo those first.
Exit code: 0 done or rehearsed, 2 refused.`,
  )
  .exitOverride(({ exitCode: code }) => process.exit(code === 0 ? 0 : 2))
  .parse();
const options = command.opts<{
  readonly commit?: boolean;
  readonly by?: string;
  readonly json?: boolean;
  readonly english?: boolean;
}>();
const locale = options.english ? 'en' : 'zh';

try {
  const report = await undo(Number(command.processedArgs[0]));
  console.log(options.json ? JSON.stringify(report, null, 2) : undoText(report, locale));
} catch (error) {
  process.exitCode = 2;
  const { code, label, details } = isAnlanError(error) ? error : unforeseen(error);
  if (options.json) console.log(JSON.stringify({ outcome: 'refused', code, message: label.en, details }, null, 2));
  else console.error(`${code}: ${inLocale(label, locale)}`);
}

function undo(importId: number): Promise<UndoReport> {
  const progress = (text: string) => console.error(`${text} …`);
  return onDatabase(readConfig(), { onProgress: progress, long: true }, ({ pool }) =>
    undoImport({
      pool,
      datasets: Object.values(datasets),
      indicators: indicators.values(),
      importId,
      actor: atTerminal(options.by),
      commit: options.commit ?? false,
      onProgress: ({ phase }) => {
        if (phase === 'waiting') console.error('another import is writing; waiting for it to finish …');
      },
    }),
  );
}

function importNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected the number of an import, such as 12');
}

function unforeseen(error: unknown): AnlanError {
  console.error(error);
  const why = error instanceof Error ? error.message : String(error);
  return new AnlanError('INTERNAL', { zh: `未撤销：${why}`, en: `nothing was undone: ${why}` });
}
