import { numel } from '../tensor/tensor.ts';
import { call, tuple, type Keyword } from './python.ts';

/** Operators of ONNX from x to y, with their further inputs, by name and by the expression that makes them. */
export interface Graph {
  readonly opset: number;
  readonly nodes: readonly string[];
  readonly constants: readonly (readonly [name: string, value: string])[];
  readonly notes?: readonly string[];
}

/** One operator on x. */
export function operator(
  type: string,
  inputs: readonly string[],
  keywords: readonly Keyword[],
  outputs: readonly string[] = ['y'],
): Pick<Graph, 'nodes'> {
  const text = call('', [], keywords).slice(1, -1);
  return { nodes: [node(type, ['x', ...inputs], outputs, text ? [text] : [])] };
}

/** A node as `onnx.helper` makes it. */
export function node(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly string[] = [],
): string {
  const list = (names: readonly string[]) => `[${names.map((name) => `"${name}"`).join(', ')}]`;
  return `helper.make_node(${[`"${type}"`, list(inputs), list(outputs), ...attributes].join(', ')})`;
}

const shaped = (shape: readonly number[]) =>
  numel(shape) === shape[0] && shape.length === 1 ? String(shape[0]) : tuple(shape);

/** A list of the layer's own in this shape, or what a new layer has. */
export const given = (list: string | null, fresh: 'ones' | 'zeros', shape: readonly number[]) =>
  list
    ? `np.array(${list}, x.dtype)${shape.length > 1 ? `.reshape${tuple(shape)}` : ''}`
    : `np.${fresh}(${shaped(shape)}, x.dtype)`;
export const integers = (values: readonly number[]) => `np.array([${values.join(', ')}], np.int64)`;
export const scalar = (value: number) => `np.array(${value}, x.dtype)`;
