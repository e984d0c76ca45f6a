import { moment } from '../../core/figure/state.ts';
import { layerName } from '../../core/norm/layerSpec.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import { mode } from '../../core/norm/spec.ts';
import { layerOptions } from '../../core/norm/view.ts';
import { axisNames, edits, exampleRef, parameters } from '../../core/request.ts';
import { orNull, otherwise } from '../../core/shape/compound.ts';
import { object, optional } from '../../core/shape/object.ts';
import { readOr, type Infer, type Shape } from '../../core/shape/shape.ts';
import { anyOf, flag } from '../../core/shape/values.ts';
import { keptLook } from '../canvas/look.ts';
import { cellIndex } from '../ui/kept.ts';
import { PRESETS } from './slice/presets.ts';
import type { Work } from './work.ts';

/** Options of every layer that was visited; those of a layer that is gone are left out. */
const optionsByLayer = object(
  Object.fromEntries(LAYERS.map(({ name }) => [name, optional(layerOptions)])),
  'open',
) as unknown as Shape<Work['options']>;

/** What a handle of a file means ends with the service: only examples are remembered. */
const work = object(
  {
    tensor: exampleRef,
    layer: layerName,
    options: optionsByLayer,
    mode,
    layout: orNull(axisNames),
    edits,
    state: optional(parameters),
    preset: optional(otherwise(anyOf(PRESETS), undefined)),
  },
  'open',
);

const exploreKept = object(
  {
    work,
    look: keptLook,
    cell: cellIndex,
    pinned: flag,
    /** Moment of the stage, null for the finished result. */
    step: otherwise(moment, null),
  },
  'open',
);

/** What is remembered of the screen Explore. */
export type ExploreKept = Omit<Infer<typeof exploreKept>, 'work'> & { readonly work: Work };

/** Reads what is remembered of Explore; null for nothing, or something broken. */
export function readExplore(value: unknown): ExploreKept | null {
  const kept = readOr(exploreKept, value, null);
  return kept && { ...kept, work: withoutOpened(kept.work) };
}

/** Of tensors beside x that were opened nothing is remembered: their handles ended with the service. */
function withoutOpened(kept: ExploreKept['work']): ExploreKept['work'] {
  const { state } = kept;
  if (!state?.inputs && !state?.opened) return kept;
  const { inputs, opened: _, ...rest } = state;
  const held = Object.entries(inputs ?? {}).filter(([, input]) => input?.values);
  if (held.length > 0) return { ...kept, state: { ...rest, inputs: Object.fromEntries(held) } };
  return { ...kept, state: Object.keys(rest).length > 0 ? rest : undefined };
}
