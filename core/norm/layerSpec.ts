import { object } from '../shape/object.ts';
import type { Shape } from '../shape/shape.ts';
import { anyOf } from '../shape/values.ts';
import { LAYERS, type LayerName } from './layers.ts';
import { mode } from './spec.ts';
import { layerOptions } from './view.ts';

/** A layer of the table, by name. */
export const layerName: Shape<LayerName> = anyOf(LAYERS.map(({ name }) => name));

/** A layer with its options, as it is asked for. */
export const layerSpec = object({ layer: layerName, options: layerOptions, mode });
