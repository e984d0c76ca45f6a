import { baseName } from '../files/openedFile.ts';
import type { TensorInfo } from '../ui/host.ts';

/** What a search takes: two tensors, and what else is known of the layer. */
export const PARTS = ['x', 'y', 'weight', 'bias', 'runningMean', 'runningVar'] as const;
export type Part = (typeof PARTS)[number];

/** What each is called in files. */
const NAMES: Readonly<Record<Part, RegExp>> = {
  x: /^(?:x|in|inputs?)$/i,
  y: /^(?:y|out|outputs?)$/i,
  weight: /^(?:weight|gamma|scale|w)$/i,
  bias: /^(?:bias|beta|b)$/i,
  runningMean: /^(?:running|moving)_mean$/i,
  runningVar: /^(?:running_var|moving_variance)$/i,
};

/** The part that a tensor's name, or its file's, speaks of; null for none. */
export function partOf({ member, source }: Pick<TensorInfo, 'member' | 'source'>): Part | null {
  const name = member ?? baseName(source).replace(/\.\w+$/, '');
  const last = name.split(/[./]/).at(-1) ?? name;
  return PARTS.find((part) => NAMES[part].test(last)) ?? null;
}
