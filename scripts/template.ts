import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../src/config.ts';
import { datasets } from '../src/datasets/index.ts';
import { onDatabase } from '../src/db/on-database.ts';
import { findDataset, findScope } from '../src/imports/scope.ts';
import { type TemplateOffice, templateWorkbook } from '../src/imports/workbooks/template-workbook.ts';
import { isAnlanError } from '../src/kernel/errors.ts';
import { inLocale } from '../src/kernel/label.ts';
import { loadTree } from '../src/regions/load-tree.ts';

const ALL = Object.values(datasets);

const command = new Command('npm run template --')
  .description('写一份填报模板（XLSX）：下拉选项、示例行、批注和填表说明。Writes a workbook to fill in.')
  .argument('<dataset>', ALL.map(({ code }) => code).join(', '))
  .option('--region <code>', '填报单位的区划代码：下拉列出其下的地区 (the office: its regions become drop-downs)')
  .option('--out <file>', '写到哪个文件，默认为 <数据集>模板.xlsx (where to write it)')
  .option('--english', 'messages in English')
  .addHelpText(
    'after',
    `
Examples:
  npm run template -- mediations
  npm run template -- mediations --region 350211000000 --out 集美区矛盾纠纷.xlsx

填好后：npm run import -- mediations 集美区矛盾纠纷.xlsx --region 350211000000
Exit code: 0 written, 2 it could not be done.`,
  )
  .exitOverride(({ exitCode: code }) => process.exit(code === 0 ? 0 : 2))
  .parse();
const [code = ''] = command.args;
const options = command.opts<{ readonly region?: string; readonly out?: string; readonly english?: boolean }>();
const locale = options.english ? 'en' : 'zh';

try {
  const dataset = findDataset(ALL, code);
  const office = options.region === undefined ? null : await findOffice(options.region);
  const place = office === null ? '' : office.region.name;
  const path = resolve(options.out ?? `${place}${dataset.label.zh}模板.xlsx`);
  await writeFile(path, await templateWorkbook(dataset, office));
  console.log(locale === 'zh' ? `已写入 ${path}` : `written: ${path}`);
} catch (error) {
  process.exitCode = 2;
  console.error(isAnlanError(error) ? `${error.code}: ${inLocale(error.label, locale)}` : error);
}

function findOffice(region: string): Promise<TemplateOffice | null> {
  return onDatabase(readConfig(), {}, async ({ kysely }) => {
    const tree = await loadTree(kysely);
    const found = findScope(tree, region);
    return found === null ? null : { tree, region: found };
  });
}
