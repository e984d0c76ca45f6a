import { INITIAL_VIEW, pooling, theme, type ViewState } from '../../core/figure/state.ts';
import { mode, type Mode } from '../../core/norm/spec.ts';
import { language, type Language } from '../../core/settings.ts';
import type { ChoiceShape } from '../../core/shape/values.ts';
import { pictureScale } from '../../core/report/picture.ts';
import { numberOf, shapedOf, type Flags } from './flags.ts';
import { stepOf } from './step.ts';
import { UsageError } from './usageError.ts';

/** Flags that say how a picture looks. */
export const PICTURE_FLAGS = ['scale', 'theme', 'language', 'pin', 'step', 'pool'] as const;

/** A flag that is one of a few texts. @throws UsageError */
export function choice<T extends string>(
  flags: Flags,
  flag: string,
  shape: ChoiceShape<T>,
  otherwise: T,
): T {
  const text = flags.values.get(flag);
  return text === undefined ? otherwise : shapedOf(flag, shape, text);
}

/** How the pictures of a command look. @throws UsageError */
export function pictureOf(flags: Flags): { view: ViewState; scale: number; language: Language } {
  const written = flags.values.get('scale') ?? '2';
  const scale = shapedOf('scale', pictureScale, numberOf('scale', written));
  const step = stepOf(flags);
  const pool = choice(flags, 'pool', pooling, 'mean');
  return {
    view: {
      ...INITIAL_VIEW,
      theme: choice(flags, 'theme', theme, 'light'),
      ...(step !== undefined && { step }),
      ...(pool !== 'mean' && { pooling: pool }),
    },
    scale,
    language: choice(flags, 'language', language, 'en'),
  };
}

/** `--mode`. @throws UsageError */
export function modeOf(flags: Flags): Mode {
  return choice(flags, 'mode', mode, 'train');
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
