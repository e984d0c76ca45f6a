import { INITIAL_VIEW, POOLINGS, type Theme, type ViewState } from '../../core/figure/state.ts';
import type { Mode } from '../../core/norm/spec.ts';
import type { Language } from '../../core/settings.ts';
import { numberOf, type Flags } from './flags.ts';
import { stepOf } from './step.ts';
import { UsageError } from './usageError.ts';

/** Flags that say how a picture looks. */
export const PICTURE_FLAGS = ['scale', 'theme', 'language', 'pin', 'step', 'pool'] as const;

function choice<const T extends string>(
  flags: Flags,
  flag: string,
  choices: readonly T[],
  otherwise: T,
): T {
  const text = flags.values.get(flag);
  if (text === undefined) return otherwise;
  const found = choices.find((each) => each === text);
  if (found === undefined)
    throw new UsageError(`--${flag}: expected ${choices.join(', ')}, got "${text}".`);
  return found;
}

/** How the pictures of a command look. @throws UsageError */
export function pictureOf(flags: Flags): { view: ViewState; scale: number; language: Language } {
  const scale = numberOf('scale', flags.values.get('scale') ?? '2');
  if (scale < 1 || scale > 4) throw new UsageError(`--scale: expected 1 to 4, got ${scale}.`);
  const theme: Theme = choice(flags, 'theme', ['light', 'dark', 'contrast'], 'light');
  const step = stepOf(flags);
  const pooling = choice(flags, 'pool', POOLINGS, 'mean');
  return {
    view: {
      ...INITIAL_VIEW,
      theme,
      ...(step !== undefined && { step }),
      ...(pooling !== 'mean' && { pooling }),
    },
    scale,
    language: choice(flags, 'language', ['en', 'ko'], 'en'),
  };
}

/** `--mode`. @throws UsageError */
export function modeOf(flags: Flags): Mode {
  return choice(flags, 'mode', ['train', 'eval'], 'train');
}

/** `--layout NLC` as axis names; undefined when not given. */
export function layoutOf(flags: Flags): string[] | undefined {
  const text = flags.values.get('layout');
  if (text === undefined) return undefined;
  const axes = [...text.replaceAll(',', '')];
  if (new Set(axes).size !== axes.length)
    throw new UsageError(`--layout: every axis once, got "${text}".`);
  return axes;
}
