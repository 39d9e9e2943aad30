import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { AUDIT_KINDS, type AuditEntry } from '../src/access/audit/event.ts';
import { type AuditFilter, exportAudit, listAudit } from '../src/access/audit/list.ts';
import { pruneAudit, SHORTEST_MONTHS, USUAL_MONTHS } from '../src/access/audit/prune.ts';
import { type AuditFault, type AuditHead, verifyAudit } from '../src/access/audit/verify.ts';
import { readConfig } from '../src/config.ts';
import type { CommandDatabase } from '../src/db/connections/connect-command.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { isAnlanError } from '../src/kernel/errors.ts';
import { inLocale } from '../src/kernel/label.ts';

interface Output {
  readonly json?: boolean;
  readonly english?: boolean;
}

type Filter = Output & AuditFilter;

const FAULTS: Readonly<Record<AuditFault['what'], { readonly zh: string; readonly en: string }>> = {
  altered: { zh: '内容被改动', en: 'is not what was sealed' },
  gap: { zh: '之前有缺失或插入的记录', en: 'has events missing or put in before it' },
  head: {
    zh: '不是最后一条记录，末尾被删除或添加',
    en: 'is not the newest event: some were taken away or added at the end',
  },
  witness: { zh: '与另存的链首不符', en: 'is not as it was noted elsewhere' },
};

const command = new Command('npm run audit --').description(
  'The log of keys, imports, undos, refusals and reads of records: who, when, what, how many rows; never values.',
);

filtered('list', 'Lists the newest events.')
  .option('--first <number>', 'how many', whole, 50)
  .action(async (options: Filter & { readonly first: number }) => {
    const entries = await withDatabase(({ kysely }) => listAudit(kysely, options, { first: options.first }));
    if (options.json) return print(entries);
    for (const entry of entries) console.log(line(entry));
    if (entries.length === 0) console.log(options.english ? 'no events' : '没有记录');
  });

filtered('export', 'Writes events as lines of JSON, oldest first, to be kept in a second place.')
  .option('--out <file>', 'a new file; standard output when left out')
  .action(async (options: Filter & { readonly out?: string }) => {
    const count = await withDatabase(({ kysely }) => writeAll(exportAudit(kysely, options), options.out));
    console.error(options.english ? `${count} events` : `已导出 ${count} 条`);
  });

output('verify', 'Seals every event again and compares. Keep the head it prints in a second place.')
  .option('--head <seq:hash>', 'a head printed before: shows that nothing up to it was changed since', headOf)
  .addHelpText('after', '\nExit code: 0 sound, 1 altered, 2 it could not be done.')
  .action(async ({ json, english, head }: Output & { readonly head?: AuditHead }) => {
    const verdict = await withDatabase(({ kysely }) => verifyAudit(kysely, head));
    process.exitCode = verdict.sound ? 0 : 1;
    if (json) return print(verdict);
    for (const { seq, what } of verdict.faults) console.log(`${seq}  ${inLocale(FAULTS[what], english ? 'en' : 'zh')}`);
    const { seq, hash } = verdict.head;
    if (verdict.sound) console.log(english ? `sound: ${verdict.events} events` : `完好：${verdict.events} 条`);
    console.log(english ? `head ${seq}:${hash}` : `链首 ${seq}:${hash}`);
  });

output('prune', `Deletes old events; ${SHORTEST_MONTHS} months are always kept.`)
  .option('--keep <months>', 'how many months to keep', whole, USUAL_MONTHS)
  .action(async ({ json, english, keep }: Output & { readonly keep: number }) => {
    const pruned = await withDatabase(({ kysely }) => pruneAudit(kysely, keep));
    if (json) return print(pruned);
    console.log(english ? `${pruned.deleted} events deleted` : `已删除 ${pruned.deleted} 条`);
  });

function output(name: string, description: string): Command {
  return command
    .command(name)
    .description(description)
    .option('--json', 'JSON for machines')
    .option('--english', 'in English');
}

function filtered(name: string, description: string): Command {
  return output(name, description)
    .addOption(new Option('--kind <kind>', 'only of this kind').choices(AUDIT_KINDS))
    .option('--key-id <id>', 'only by or about this key')
    .option('--from <day>', 'from this day in Shanghai, 2026-01-31', day)
    .option('--to <day>', 'to this day, included', day);
}

function withDatabase<Result>(work: (database: CommandDatabase) => Promise<Result>): Promise<Result> {
  return onDatabase(readConfig(), { onProgress: (text) => console.error(`${text} …`) }, work);
}

async function writeAll(entries: AsyncIterable<AuditEntry>, file: string | undefined): Promise<number> {
  const out = file === undefined ? process.stdout : createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let count = 0;
  for await (const entry of entries) {
    count++;
    if (!out.write(`${JSON.stringify(entry)}\n`)) await once(out, 'drain');
  }
  if (file !== undefined) {
    out.end();
    await finished(out);
  }
  return count;
}

function line({ seq, at, kind, keyId, actor, subject, regions, periods, rowCount, result, requestId }: AuditEntry) {
  const where = [regions.join(','), periods.join(',')].filter((part) => part !== '').join(' ');
  const rows = rowCount === null ? '' : `${rowCount} rows`;
  const parts = [seq, at.toISOString(), kind, result, keyId ?? actor ?? '-', subject, where, rows, requestId];
  return parts.filter((part) => part !== null && part !== '').join('  ');
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

function whole(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number');
}

function day(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('expected a day such as 2026-01-31');
}

function headOf(text: string): AuditHead {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new InvalidArgumentError('expected <seq>:<hash> as verify prints it');
  return { seq: Number(seq), hash };
}

try {
  await command.parseAsync();
} catch (error) {
  console.error(isAnlanError(error) ? inLocale(error.label, process.argv.includes('--english') ? 'en' : 'zh') : error);
  process.exitCode = 2;
}
