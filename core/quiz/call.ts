import type { LayerRow } from '../norm/layerRow.ts';
import type { LayerOptions, OptionValue } from '../norm/view.ts';

/**
 * A layer's constructor as its user writes it: sizes in their places, the rest by name where it is not the default.
 * @param options  with every derived option filled in
 */
export function callOf(row: LayerRow, options: LayerOptions): string {
  const inOrder = row.options.filter((option) => option.derive && option.name in options);
  const named = row.options.filter(
    ({ name, derive, default: usual }) =>
      !derive && name in options && String(options[name]) !== String(usual),
  );
  const words = [
    ...inOrder.map(({ name }) => python(options[name] ?? null)),
    ...named.map(({ name }) => `${name}=${python(options[name] ?? null)}`),
  ];
  return `nn.${row.pytorch ?? row.name}(${words.join(', ')})`;
}

function python(value: OptionValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return value.length === 1 ? String(value[0]) : `(${value.join(', ')})`;
}

/** A shape as Python writes it: "(5,)", "(2, 5, 4)". */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** A cell as Python writes it: "x[0, 2, 1]". */
export function cellText(index: readonly number[], name = 'x'): string {
  return `${name}[${index.join(', ')}]`;
}
