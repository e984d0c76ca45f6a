import { INPUT_NAMES, type InputName } from '../../core/norm/furtherInput.ts';
import type { LayerRow } from '../../core/norm/layerRow.ts';
import type { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** A flag that names the file of a tensor that a layer holds. */
export interface StateFile {
  readonly flag: string;
  /** What it is: a field of the request's state, or a tensor beside x. */
  readonly to:
    | { readonly field: 'weight' | 'bias' | 'runningMean' | 'runningVar'; readonly name: StateName }
    | { readonly input: InputName };
}

/** Names by which messages and shapes know what a layer holds. */
type StateName = 'weight' | 'bias' | 'running_mean' | 'running_var';

/** The flags without those that name a tensor's file here: --scale of AdaLayerNorm is not the picture's. */
export function withoutFiles(flags: Flags, files: readonly StateFile[]): Flags {
  const values = new Map(flags.values);
  for (const { flag } of files) values.delete(flag);
  return { ...flags, values };
}

const held = (
  flag: string,
  field: 'weight' | 'bias' | 'runningMean' | 'runningVar',
  name: StateName,
) => ({ flag, to: { field, name } }) as const;

/** Every such flag: scale and shift are γ and β of layers that call them so. */
const FILES: readonly StateFile[] = [
  held('weight', 'weight', 'weight'),
  held('bias', 'bias', 'bias'),
  held('scale', 'weight', 'weight'),
  held('shift', 'bias', 'bias'),
  held('running-mean', 'runningMean', 'running_mean'),
  held('running-var', 'runningVar', 'running_var'),
  ...INPUT_NAMES.map((input) => ({ flag: inputFlag(input), to: { input } })),
];

/** The flag of a tensor beside x: `--mean-weight`. */
export function inputFlag(input: InputName): string {
  return input.replaceAll('_', '-');
}

export const STATE_FLAGS: readonly string[] = FILES.map(({ flag }) => flag);

/** Whether some options give the layer a γ that can be given. */
function mayHaveWeight({ parameters, options }: LayerRow): boolean {
  if (parameters?.from) return false;
  if (parameters?.always) return true;
  return options.some(({ name }) => SWITCHES.includes(name));
}

const SWITCHES: readonly string[] = ['affine', 'elementwise_affine', 'param_axes'];

/**
 * The flags that name a tensor's file for this layer.
 * @throws UsageError for one that is called otherwise in this layer
 */
export function stateFiles(row: LayerRow, flags: Flags): readonly StateFile[] {
  const { weight, bias } = row.parameters?.names ?? { weight: 'weight', bias: 'bias' };
  const beside = (row.inputs ?? []).map(({ name }) => inputFlag(name));
  const called = [
    ...(mayHaveWeight(row) ? [weight] : []),
    ...(mayHaveWeight(row) && row.bias ? [bias] : []),
    ...(row.running === null ? [] : ['running-mean', 'running-var']),
    ...beside,
  ];
  const own = row.options.map((option) => option.flag);
  for (const { flag } of FILES) {
    // in other layers --scale is the picture's
    if (flag === 'scale' || called.includes(flag) || own.includes(flag)) continue;
    if (!flags.values.has(flag)) continue;
    throw new UsageError(
      called.length === 0
        ? `${row.name} has no --${flag}: it has no tensors beside x.`
        : `${row.name} has no --${flag}; its tensors are --${called.join(', --')}.`,
    );
  }
  return FILES.filter(({ flag }) => called.includes(flag) && flags.values.has(flag));
}
