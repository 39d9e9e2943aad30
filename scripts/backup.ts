import { resolve } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { backUp } from '../src/db/backup/back-up.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { isAnlanError } from '../src/kernel/errors.ts';

const command = new Command('npm run backup --')
  .description(
    '把全部数据在同一时刻的状态写入一个新文件夹，期间读写照常。\nWrites all data as of one moment into a new folder, while others read and write.',
  )
  .argument('<folder>', '新文件夹 the new folder')
  .option('--english', 'messages in English')
  .parse();
const [folder = ''] = command.args;
const { english } = command.opts<{ readonly english?: boolean }>();

try {
  const options = { long: true, asItIs: true };
  const { tables, takenAt } = await onDatabase(readConfig(), options, ({ pool }) => backUp(pool, resolve(folder)));
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    english
      ? `${tables.length} tables with ${rows} rows, as of ${takenAt}, are in ${resolve(folder)}`
      : `已备份 ${tables.length} 张表、${rows} 行（${takenAt} 的状态）：${resolve(folder)}`,
  );
} catch (error) {
  process.exitCode = 1;
  console.error(isAnlanError(error) ? error.message : error);
}
