import { hasStrangeNames } from '../../core/io/csv/dialect.ts';
import { shown } from '../../core/io/shown.ts';
import type { ArgumentOf } from '../../electron/ipc/contract.ts';
import type { TensorInfo } from '../ui/host.ts';
import type { I18n } from '../ui/i18n.ts';

/** How a table is read, where a person chose. */
export type TableOptions = NonNullable<ArgumentOf<'file.preview'>['csv']>;

/** A table about whose reading a person decides. */
export interface TableFile {
  readonly handle: string;
  readonly name: string;
  readonly options: TableOptions;
}

/** What was taken for what when a table was read, in words; nothing for plain numbers. */
export function tableSays(
  reading: NonNullable<TensorInfo['reading']>,
  { t }: I18n,
): readonly string[] {
  const { columns, skipped, decimal, missing, encoding, headerLine, firstLine, doubt } = reading;
  const said: string[] = [];
  if (columns) said.push(t('table.says.header', { line: headerLine ?? 1 }));
  const named = (why: string) =>
    skipped
      .filter((column) => column.why === why)
      .map(({ column, name }) => shown(name, 40) || String(column));
  const [index] = skipped.filter(({ why }) => why === 'index');
  if (index) said.push(t('table.says.index', { column: index.column }));
  const text = named('text');
  if (text.length > 0)
    said.push(
      t('table.says.text', {
        columns: text.slice(0, 6).join(', ') + (text.length > 6 ? ' …' : ''),
      }),
    );
  if (named('empty').length > 0) said.push(t('table.says.empty'));
  if (decimal === ',') said.push(t('table.says.comma'));
  if (missing === 'nan') said.push(t('table.says.missing'));
  if (encoding !== 'UTF-8') said.push(t('table.says.encoding', { encoding }));
  if (hasStrangeNames(reading)) said.push(t('table.says.names'));
  if (doubt) said.push(t(`table.says.doubt.${doubt}`, { line: firstLine }));
  return said;
}
