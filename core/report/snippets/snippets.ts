import type { Plan } from '../../norm/spec.ts';
import { layerRow } from '../../norm/layers.ts';
import type { Programs } from './programs.ts';
import { FLAX_LAYERS, flaxSnippet } from './flax.ts';
import { KERAS_LAYERS, kerasSnippet } from './keras.ts';
import { numpySnippet } from './numpy.ts';
import { ONNX_LAYERS, onnxSnippet } from './onnx.ts';
import { pytorchSnippet } from './pytorch.ts';
import { ownState, type SnippetState } from './ownState.ts';
import type { Snippet, SnippetInput, SnippetTensor } from './snippet.ts';

export type SnippetId = 'pytorch' | 'numpy' | 'keras' | 'flax' | 'onnx';

/**
 * Whether a framework's program is shown: a layer that comes from another library or a paper is written out in PyTorch and
 * NumPy, and shown elsewhere only where that framework has it.
 */
function isShown({ plan }: SnippetInput, layers: Programs<unknown> | null): boolean {
  return layers === null || !layerRow(plan.spec.layer).source || plan.spec.layer in layers;
}

/** Every framework, in the order in which they are offered. */
const FRAMEWORKS: readonly {
  readonly id: SnippetId;
  readonly title: string;
  readonly write: (input: SnippetInput) => string;
  /** The layers that it has; null where what it has not is written out. */
  readonly layers: Programs<unknown> | null;
}[] = [
  { id: 'pytorch', title: 'PyTorch', write: pytorchSnippet, layers: null },
  { id: 'numpy', title: 'NumPy', write: numpySnippet, layers: null },
  { id: 'keras', title: 'Keras', write: kerasSnippet, layers: KERAS_LAYERS },
  { id: 'flax', title: 'Flax', write: flaxSnippet, layers: FLAX_LAYERS },
  { id: 'onnx', title: 'ONNX', write: onnxSnippet, layers: ONNX_LAYERS },
];

/**
 * Programs that make the tensor and compute the same output, one a framework, with its own names, defaults and
 * conventions.
 * @param plan    of the layer on the tensor as it is fed
 * @param tensor  as stored; its axes are permuted where plan.axes has another order
 * @param state   γ, β and running statistics before the call; a new layer's when left out
 */
export function snippets(plan: Plan, tensor: SnippetTensor, state?: SnippetState): Snippet[] {
  const input = snippetInput(plan, tensor, state);
  return FRAMEWORKS.filter(({ layers }) => isShown(input, layers)).map(({ id, title, write }) => ({
    id,
    title,
    language: 'python',
    code: write(input),
  }));
}

/** What programs about a run are written from; arguments as of snippets(). */
export function snippetInput(
  plan: Plan,
  tensor: SnippetTensor,
  state?: SnippetState,
): SnippetInput {
  const float64 = tensor.dtype === 'float64' || /double|float64/.test(tensor.script);
  return { plan, tensor, float64, own: ownState(plan, state) };
}
