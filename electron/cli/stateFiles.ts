import type { LayerRow } from '../../core/norm/layerRow.ts';
import type { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** A flag that names the file of a tensor that a layer holds. */
export interface StateFile {
  readonly flag: string;
  /** Field of the request that takes its values. */
  readonly field: 'weight' | 'bias' | 'runningMean' | 'runningVar';
  /** Name by which messages and shapes know it. */
  readonly name: 'weight' | 'bias' | 'running_mean' | 'running_var';
}

/** The flags without those that name a tensor's file here: --scale of AdaLayerNorm is not the picture's. */
export function withoutFiles(flags: Flags, files: readonly StateFile[]): Flags {
  const values = new Map(flags.values);
  for (const { flag } of files) values.delete(flag);
  return { ...flags, values };
}

/** Every such flag: scale and shift are γ and β of layers that call them so. */
const FILES: readonly StateFile[] = [
  { flag: 'weight', field: 'weight', name: 'weight' },
  { flag: 'bias', field: 'bias', name: 'bias' },
  { flag: 'scale', field: 'weight', name: 'weight' },
  { flag: 'shift', field: 'bias', name: 'bias' },
  { flag: 'running-mean', field: 'runningMean', name: 'running_mean' },
  { flag: 'running-var', field: 'runningVar', name: 'running_var' },
];

export const STATE_FLAGS: readonly string[] = FILES.map(({ flag }) => flag);

/**
 * The flags that name a tensor's file for this layer.
 * @throws UsageError for one that is called otherwise in this layer
 */
export function stateFiles(row: LayerRow, flags: Flags): readonly StateFile[] {
  const { weight, bias } = row.parameters?.names ?? { weight: 'weight', bias: 'bias' };
  const called = [weight, bias, 'running-mean', 'running-var'];
  const own = row.options.map((option) => option.flag);
  for (const { flag } of FILES) {
    // in other layers --scale is the picture's
    if (flag === 'scale' || called.includes(flag) || own.includes(flag)) continue;
    if (!flags.values.has(flag)) continue;
    throw new UsageError(`${row.name} has no --${flag}; its tensors are --${called.join(', --')}.`);
  }
  return FILES.filter(({ flag }) => called.includes(flag) && flags.values.has(flag));
}
