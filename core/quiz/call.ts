import type { LayerRow } from '../norm/layerRow.ts';
import type { LayerOptions, OptionValue } from '../norm/view.ts';
import { axisArgument, literal, tuple } from '../program/python.ts';

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

const python = (value: OptionValue) => literal(value, axisArgument);

/** A shape as Python writes it: "(5,)", "(2, 5, 4)". */
export const shapeText = tuple;

/** A cell as Python writes it: "x[0, 2, 1]". */
export function cellText(index: readonly number[], name = 'x'): string {
  return `${name}[${index.join(', ')}]`;
}
