import type { Plan } from '../../norm/spec.ts';
import { flaxSnippet } from './flax.ts';
import { kerasSnippet } from './keras.ts';
import { numpySnippet } from './numpy.ts';
import { onnxSnippet } from './onnx.ts';
import { pytorchSnippet } from './pytorch.ts';
import { ownState, type SnippetState } from './ownState.ts';
import type { Snippet, SnippetInput, SnippetTensor } from './snippet.ts';

export type SnippetId = 'pytorch' | 'numpy' | 'keras' | 'flax' | 'onnx';

/** Every framework, in the order in which they are offered. */
const FRAMEWORKS: readonly {
  readonly id: SnippetId;
  readonly title: string;
  readonly write: (input: SnippetInput) => string;
}[] = [
  { id: 'pytorch', title: 'PyTorch', write: pytorchSnippet },
  { id: 'numpy', title: 'NumPy', write: numpySnippet },
  { id: 'keras', title: 'Keras', write: kerasSnippet },
  { id: 'flax', title: 'Flax', write: flaxSnippet },
  { id: 'onnx', title: 'ONNX', write: onnxSnippet },
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
  return FRAMEWORKS.map(({ id, title, write }) => ({
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
