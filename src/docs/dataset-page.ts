import { columnParts, WHOLE } from '../datasets/column-parts.ts';
import type { ChoiceColumn, Column } from '../datasets/columns.ts';
import { type Dataset, measureCode, snake } from '../datasets/dataset.ts';
import { inLocale, type Locale } from '../kernel/label.ts';
import { blocks, code, table } from './markdown.ts';
import { measureText } from './measure-text.ts';
import { ruleText } from './rule-text.ts';
import { COLUMNS, MEASURES } from './words.ts';

/** What a file of the dataset holds, and what is counted from it. */
export function datasetPage(connection: string, dataset: Dataset, locale: Locale): string {
  const zh = locale === 'zh';
  const columns = Object.entries(dataset.columns);
  const choices = columns.flatMap(([name, column]) => (column.kind === 'choice' ? [[name, column] as const] : []));
  const label = (name: string) => inLocale(dataset.columns[name]?.label ?? { zh: name, en: name }, locale);
  return blocks(
    `# ${inLocale(dataset.label, locale)} ${code(dataset.code)}`,
    zh
      ? `同一记录：${dataset.key.map(label).join(' + ')}。${coverage(dataset, locale)}`
      : `One record: ${dataset.key.map(label).join(' + ')}. ${coverage(dataset, locale)}`,
    `\`\`\`sh\nnpm run import -- ${dataset.code} <file>\n\`\`\``,
    `\`\`\`graphql\n{ ${connection}(within: "350500000000", first: 10) { nodes { id region { name } } } }\n\`\`\``,
    zh ? '## 列' : '## Columns',
    table(
      zh ? ['名称', '表头', '其他表头', '类型', '必填'] : ['Name', 'Header', 'Other headers', 'Type', 'Required'],
      columns.map(([name, column]) => [
        code(snake(name)),
        column.label.zh + (zh ? '' : ` (${column.label.en})`),
        headers(column).join('、'),
        inLocale(COLUMNS[column.kind], locale),
        column.required ? (zh ? '是' : 'yes') : '',
      ]),
    ),
    ...choices.map(([name, column]) => choicePart(name, column, locale)),
    dataset.rules.length === 0 ? null : zh ? '## 规则' : '## Rules',
    dataset.rules.map((rule) => `- ${ruleText(dataset, rule, locale)}`).join('\n'),
    Object.keys(dataset.measures).length === 0 ? null : zh ? '## 计量' : '## Measures',
    measuresTable(dataset, locale),
  );
}

function coverage({ covers, columns }: Dataset, locale: Locale): string {
  const zh = locale === 'zh';
  if (covers === null) return zh ? '不计覆盖率。' : 'Coverage has no meaning here.';
  const day = inLocale(columns[covers]?.label ?? { zh: covers, en: covers }, locale);
  return zh
    ? `“${day}”所在月份算作该乡镇已报；也可用 --covers 声明。`
    : `The month of "${day}" counts as reported by its township; --covers declares it too.`;
}

/** Other headers of the column, and of the columns by which it can be given in parts. */
function headers(column: Column): readonly string[] {
  const parts = Object.entries(columnParts(column)).flatMap(([part, words]) =>
    part === WHOLE ? words : words.slice(0, 2),
  );
  return [...new Set([...column.aliases, ...parts])];
}

function choicePart(name: string, { label, choices, tree = {}, groups = {} }: ChoiceColumn, locale: Locale): string {
  const zh = locale === 'zh';
  const word = (one: string) => (choices[one] === undefined ? one : inLocale(choices[one].label, locale));
  const groupRows = Object.entries(groups).flatMap(([group, versions]) =>
    versions.map(({ from, words, basis }) => [
      group,
      from ?? '',
      words.map(word).join('、'),
      basis === undefined ? '' : inLocale(basis, locale),
    ]),
  );
  return [
    `### ${inLocale(label, locale)} ${code(snake(name))}`,
    table(
      zh ? ['代码', '名称', '其他写法', '下级'] : ['Code', 'Label', 'Other wordings', 'Below it'],
      Object.entries(choices).map(([one, { label: own, aliases }]) => [
        code(one),
        zh ? own.zh : `${own.en} (${own.zh})`,
        aliases.join('、'),
        (tree[one] ?? []).map(word).join('、'),
      ]),
    ),
    groupRows.length === 0
      ? ''
      : table(zh ? ['合计类', '起', '包含', '依据'] : ['Group', 'From', 'Holds', 'Basis'], groupRows),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function measuresTable(dataset: Dataset, locale: Locale): string | null {
  const measures = Object.entries(dataset.measures);
  if (measures.length === 0) return null;
  const zh = locale === 'zh';
  return table(
    zh ? ['计量', '名称', '类型', '含义', '分项'] : ['Measure', 'Name', 'Kind', 'Meaning', 'Breakdowns'],
    measures.map(([name, measure]) => [
      code(measureCode(dataset, name)),
      inLocale(measure.label, locale),
      inLocale(MEASURES[measure.kind], locale),
      measureText(dataset, measure, locale),
      (measure.by ?? []).map((column) => code(snake(column))).join(' '),
    ]),
  );
}
