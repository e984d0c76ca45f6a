import { InputError } from '../errors.ts';
import type { LayerRow } from './layerRow.ts';
import { ATLAS_ROWS } from './rows/atlas.ts';
import { FURTHER_ROWS } from './rows/further.ts';
import { TORCH_ROWS } from './rows/torch.ts';

const ROWS = [...TORCH_ROWS, ...ATLAS_ROWS, ...FURTHER_ROWS] as const;

/** The layers of the table, by PyTorch's class name where there is one. */
export type LayerName = (typeof ROWS)[number]['name'];

/** The kind of a layer by its name. */
export type KindOf<Name extends LayerName> = Extract<
  (typeof ROWS)[number],
  { readonly name: Name }
>['kind'];

/**
 * THE table: every layer that Normscope knows, one row each. Kernel, form, formula, snippets, report,
 * documentation and tests are made from it.
 */
export const LAYERS: readonly LayerRow<LayerName>[] = ROWS;

/**
 * The row of a layer.
 * @throws InputError unknownLayer, naming all layers
 */
export function layerRow(name: string): LayerRow<LayerName> {
  const row = LAYERS.find((candidate) => candidate.name === name);
  if (row) return row;
  const known = LAYERS.map((candidate) => candidate.name).join(', ');
  throw new InputError('unknownLayer', `There is no layer ${name}. Choose one of ${known}.`, {
    name,
    known,
  });
}
