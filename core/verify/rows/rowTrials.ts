import { defaultsFor } from '../../norm/defaultsFor.ts';
import { formOf } from '../../norm/fits.ts';
import type { LayerRow, OptionRow } from '../../norm/layerRow.ts';
import { LAYERS } from '../../norm/layers.ts';
import type { LayerName } from '../../norm/layers.ts';
import type { LayerSpec } from '../../norm/spec.ts';
import type { LayerOptions, OptionValue } from '../../norm/view.ts';

/** A layer of the table with the options that decide what it makes of x. */
export interface RowTrial {
  readonly row: LayerRow<LayerName>;
  readonly mode: LayerSpec['mode'];
  /** Position in the file of each dimension as the layer is fed it. */
  readonly order: readonly number[];
  /** Its options for an input of this shape: the whole, or a part of it. */
  readonly optionsFor: (shape: readonly number[]) => LayerOptions;
}

/** Layers that do more than statistics of groups, division, γ and β along whole dimensions: what they do is found by running them. */
export const doesMore = (row: LayerRow): boolean =>
  row.kind !== 'moments' ||
  row.extra !== undefined ||
  row.parameters?.asSeen === true ||
  row.parameters?.initial !== undefined;

/** Options that say whether there are γ and β, and what is kept; they change nothing of what is looked for. */
const OF_STATE = ['affine', 'elementwise_affine', 'bias', 'track_running_stats'];

/** An option's values by a key that holds for a part of x, too. */
function valuesOf(option: OptionRow, shape: readonly number[]): ReadonlyMap<string, OptionValue> {
  if (option.coverings)
    return new Map(option.coverings(shape).map(({ key, value }) => [key, value]));
  if (option.tried) return new Map(option.tried(shape).map((value) => [String(value), value]));
  if (option.values) return new Map(option.values.map((value) => [value, value]));
  if (option.kind === 'boolean' && !OF_STATE.includes(option.name))
    return new Map([false, true].map((value) => [String(value), value]));
  return new Map();
}

/** Every layer that does more, with its options, in the ways in which x may be fed to it. */
export function rowTrials(shape: readonly number[], hasRunning: boolean): RowTrial[] {
  return LAYERS.filter(doesMore).flatMap((row) =>
    ordersFor(row, shape).flatMap((order) => {
      const whole = order.map((dim) => shape[dim]!);
      const keyed = row.options.flatMap((option) => {
        const keys = [...valuesOf(option, whole).keys()];
        return keys.length > 0 ? [{ option, keys }] : [];
      });
      const choices = keyed.reduce<Readonly<Record<string, string>>[]>(
        (found, { option, keys }) =>
          found.flatMap((chosen) => keys.map((key) => ({ ...chosen, [option.name]: key }))),
        [{}],
      );
      // What else does more in eval is BatchNorm there.
      const modes =
        row.kind !== 'moments' && row.running !== null && hasRunning
          ? (['train', 'eval'] as const)
          : (['train'] as const);
      return choices.flatMap((chosen) =>
        modes.map((mode) => ({ row, mode, order, optionsFor: optionsBy(row, chosen) })),
      );
    }),
  );
}

function optionsBy(row: LayerRow, chosen: Readonly<Record<string, string>>) {
  return (shape: readonly number[]): LayerOptions => ({
    ...defaultsFor(row, shape),
    ...Object.fromEntries(
      row.options.flatMap((option) => {
        const key = chosen[option.name];
        if (key !== undefined) return [[option.name, valuesOf(option, shape).get(key) ?? null]];
        return option.name.endsWith('affine') ? [[option.name, true]] : [];
      }),
    ),
  });
}

/** As it lies; for layers of channels at position 1 also with the last dimension there. */
function ordersFor(row: LayerRow, shape: readonly number[]): number[][] {
  const form = formOf(row, shape.length);
  if (!form) return [];
  const stored = shape.map((_, dim) => dim);
  if (form.channel !== 1 || shape.length < 3) return [stored];
  const last = shape.length - 1;
  return [stored, [0, last, ...stored.slice(1, last)]];
}
