import { shown } from '../../core/io/shown.ts';
import type { TensorInfo } from './host.ts';

/** Names of single indices by axis, e.g. of a table's columns. */
export type IndexNames = Readonly<Record<string, readonly string[]>>;

/** What the file calls the indices of a tensor's axes. */
export function indexNames({
  reading,
  axes,
  indexNames: own,
}: Pick<TensorInfo, 'reading' | 'axes' | 'indexNames'>): IndexNames {
  if (own)
    return Object.fromEntries(
      Object.entries(own).map(([axis, names]) => [axis, names.map((name) => shown(name, 40))]),
    );
  const columns = reading?.columns;
  const axis = axes.at(-1);
  return columns && axis !== undefined ? { [axis]: columns.map((name) => shown(name, 40)) } : {};
}

/** An index by the name of its axis, and its own if it has one: "C 2", "C 2 petal". */
export function indexText(
  axis: string,
  index: number,
  names: IndexNames = {},
  equals = ' ',
): string {
  const name = names[axis]?.[index];
  return `${axis}${equals}${index}${name ? ` ${name}` : ''}`;
}
