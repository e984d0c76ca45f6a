import { INPUT_NAMES } from '../../core/norm/furtherInput.ts';
import { baseName } from '../files/openedFile.ts';
import type { TensorInfo } from '../ui/host.ts';

/** What a search takes: two tensors, and what else is known of the layer. */
export const PARTS = [
  'x',
  'y',
  'weight',
  'bias',
  'runningMean',
  'runningVar',
  ...INPUT_NAMES,
] as const;
export type Part = (typeof PARTS)[number];

/** What each is called in files. */
const NAMES: Readonly<Record<Part, RegExp>> = {
  x: /^(?:x|in|inputs?)$/i,
  y: /^(?:y|out|outputs?)$/i,
  weight: /^(?:weight|gamma|scale|w)$/i,
  bias: /^(?:bias|beta|b)$/i,
  runningMean: /^(?:running|moving)_mean$/i,
  runningVar: /^(?:running_var|moving_variance)$/i,
  gate: /^(?:gate|z)$/i,
  mask: /^mask$/i,
  style: /^style$/i,
  tau: /^tau$/i,
  v: /^v$/i,
  mean_weight: /^mean_weight$/i,
  var_weight: /^var_weight$/i,
};

/** The part that a tensor's name, or its file's, speaks of; null for none. */
export function partOf({ member, source }: Pick<TensorInfo, 'member' | 'source'>): Part | null {
  const name = member ?? baseName(source).replace(/\.\w+$/, '');
  const last = name.split(/[./]/).at(-1) ?? name;
  return PARTS.find((part) => NAMES[part].test(last)) ?? null;
}
