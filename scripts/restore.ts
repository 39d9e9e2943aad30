import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { restore } from '../src/db/backup/restore.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { isAnlanError } from '../src/kernel/errors.ts';

const command = new Command('npm run restore --')
  .description(
    '把备份恢复到一个没有导入记录的数据库：全部恢复，或什么也不改。\nRestores a backup into a database without imports: all of it, or nothing.',
  )
  .argument('<folder>', '备份文件夹 the folder of the backup')
  .option('--english', 'messages in English')
  .parse();
const [folder = ''] = command.args;
const { english } = command.opts<{ readonly english?: boolean }>();

try {
  const migrations = join(import.meta.dirname, '..', 'migrations');
  const { tables, takenAt } = await onDatabase(readConfig(), { asItIs: true }, ({ pool }) =>
    restore(pool, { folder: resolve(folder), migrations }),
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    english
      ? `${tables.length} tables with ${rows} rows are as of ${takenAt}; npm run verify compares the sums with the rows`
      : `已恢复 ${tables.length} 张表、${rows} 行（${takenAt} 的状态）；可用 npm run verify 核对`,
  );
} catch (error) {
  process.exitCode = 1;
  console.error(isAnlanError(error) ? error.message : error);
}
