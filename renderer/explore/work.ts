import { defaultsFor } from '../../core/norm/defaultsFor.ts';
import { layerRow, type LayerName } from '../../core/norm/layers.ts';
import type { Mode } from '../../core/norm/spec.ts';
import type { LayerOptions, OptionValue } from '../../core/norm/view.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import type { Frame } from './slice/edits.ts';
import { fittingParameters, type Parameters } from './insight/parameters.ts';
import type { PresetId } from './slice/presets.ts';
import { optionsWith } from '../ui/layerEditor.ts';
import { isOrderOf, shapeInLayout } from '../ui/layouts.ts';

/** What is being looked at: all that can be undone. Plain data, never mutated. */
export interface Work {
  readonly tensor: TensorRef;
  readonly layer: LayerName;
  /** Options that differ from the defaults, for every layer that was visited. */
  readonly options: Readonly<Partial<Record<LayerName, LayerOptions>>>;
  readonly mode: Mode;
  /** Order of axes in which the layer is fed; null as stored. */
  readonly layout: readonly string[] | null;
  /** Changed input cells: flat index in the stored order, and new value. */
  readonly edits: readonly (readonly [number, number])[];
  /** γ and β of the layer where they are not ones and zeros. */
  readonly state?: Parameters | undefined;
  /** The preset that brought this, as long as its hint is shown. */
  readonly preset?: PresetId | undefined;
}

/** Work on a tensor from the beginning: its own layer, everything at its default. */
export function startWork(tensor: TensorRef, layer: LayerName): Work {
  return { tensor, layer, options: {}, mode: 'train', layout: null, edits: [] };
}

/** What the service is asked for. */
export function requestOf(work: Work): ComputeRequest {
  return {
    tensor: work.tensor,
    spec: { layer: work.layer, options: work.options[work.layer] ?? {}, mode: work.mode },
    ...(work.layout && { layout: work.layout }),
    ...(work.edits.length > 0 && { edits: work.edits }),
    ...(work.state && { state: work.state }),
  };
}

/** The work with one option set; undefined puts it back to its default. */
export function withOption(work: Work, name: string, value: OptionValue | undefined): Work {
  const options = optionsWith(work.options[work.layer] ?? {}, name, value);
  return { ...work, options: { ...work.options, [work.layer]: options } };
}

/** Of a layer's options those that differ from its defaults on this input. */
export function changedOptions(layer: LayerName, options: LayerOptions, fed: Frame): LayerOptions {
  const defaults = defaultsFor(layerRow(layer), fed.shape, fed.axes);
  return Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
    ),
  );
}

/** The work without parameters for which its layer has no room on this tensor. */
export function fittedWork(work: Work, tensor: Frame): Work {
  if (!work.state) return work;
  const fed = fedIn(tensor, work.layout);
  return { ...work, state: fittingParameters(work.state, requestOf(work).spec, fed) };
}

/** A tensor as the layer is fed it; null as stored. */
export function fedIn({ shape, axes }: Frame, layout: readonly string[] | null): Frame {
  return { shape: shapeInLayout(shape, axes, layout ?? axes), axes: layout ?? axes };
}

/** Whether remembered work is about such a tensor: every axis in its layout, every changed cell in it. */
export function suits({ layout, edits }: Work, { shape, axes }: Frame): boolean {
  const cells = shape.reduce((product, size) => product * size, 1);
  return (!layout || isOrderOf(layout, axes)) && edits.every(([flat]) => flat < cells);
}
