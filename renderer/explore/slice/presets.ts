import type { LayerName } from '../../../core/norm/layers.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { presetEdits, type Edits, type PresetName as EditName } from './edits.ts';

/** Something to try, in the order of the menu: what goes wrong in a batch, then what a layout does. */
export const PRESETS = [
  'paddingLeak',
  'nanBlast',
  'constantChannel',
  'batchOfOne',
  'largeOffset',
  'neighbours',
  'squareTrap',
  'roleSwap',
] as const;

export type PresetId = (typeof PRESETS)[number];

/** The presets that are about the order of the axes. */
export const LAYOUT_PRESETS: readonly PresetId[] = ['squareTrap', 'roleSwap'];

/** What is on screen, as far as a preset can change it. */
export interface Shown {
  readonly plan: Plan;
  /** Flat index as fed of the chosen cell, and its value. */
  readonly cell: number;
  readonly value: number;
}

/** What a preset does: it changes cells of what is shown, or shows a run of its own. */
export type PresetAction =
  | { readonly kind: 'edit'; readonly cells: Edits }
  | { readonly kind: 'run'; readonly request: ComputeRequest };

/** Presets walk over all cells. */
const MOST_CELLS = 10_000;
const NLP = { shape: [2, 5, 4], axes: ['N', 'C', 'L'] } as const;
/** x[0, 2, 1] of the NLP example. */
const NLP_CELL = 9;

/**
 * What a preset does here. Those that change cells do so in what is shown when its layer lets them be seen;
 * otherwise they bring an example of their own, as the others always do.
 * @param shown  null when the layer refuses the input, or its cells are not all at hand
 */
export function presetAction(name: PresetId, shown: Shown | null): PresetAction {
  switch (name) {
    case 'paddingLeak': {
      const mixes = shown && fromBatch(shown.plan) && mixesSamples(shown.plan);
      return (
        (mixes && edited('zeroPad', shown)) ||
        run('nlp', 'BatchNorm1d', { edits: presetEdits('zeroPad', NLP, 0, 0) ?? [] })
      );
    }
    case 'nanBlast':
      return (
        (shown && edited('nanCell', shown)) ??
        run('nlp', 'BatchNorm1d', { edits: [[NLP_CELL, NaN]] })
      );
    case 'constantChannel': {
      const alone = shown && fromBatch(shown.plan) && !shown.plan.reducedAxes.includes('C');
      return (alone && edited('constantChannel', shown)) || run('constant', 'BatchNorm1d');
    }
    case 'batchOfOne':
      return run('oneVector', 'BatchNorm1d');
    case 'largeOffset':
      return run('offset', 'BatchNorm1d');
    case 'neighbours':
      return run('image', 'LocalResponseNorm', { options: { size: 3, alpha: 1 } });
    case 'squareTrap':
      return run('square', 'BatchNorm1d', { layout: 'NLC' });
    case 'roleSwap':
      return run('nlp', 'InstanceNorm1d', { layout: 'NLC' });
    default:
      return name satisfies never;
  }
}

const fromBatch = (plan: Plan) => plan.groups > 0 && plan.source === 'batch';
const mixesSamples = ({ shape, axes, reducedAxes }: Plan) =>
  reducedAxes.includes('N') && (shape[axes.indexOf('N')] ?? 1) > 1;
const size = ({ shape }: Plan) => shape.reduce((product, each) => product * each, 1);

function edited(name: EditName, { plan, cell, value }: Shown): PresetAction | null {
  if (name !== 'nanCell' && size(plan) > MOST_CELLS) return null;
  const cells = presetEdits(name, plan, cell, value);
  return cells && { kind: 'edit', cells };
}

function run(
  tensor: string,
  layer: LayerName,
  more: { readonly options?: LayerOptions; readonly layout?: string; readonly edits?: Edits } = {},
): PresetAction {
  const { options = {}, layout, edits } = more;
  return {
    kind: 'run',
    request: {
      tensor: { kind: 'example', id: tensor },
      spec: { layer, options, mode: 'train' },
      ...(layout && { layout: [...layout] }),
      ...(edits && { edits }),
    },
  };
}
