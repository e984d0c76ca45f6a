import { notebookExamples } from '../examples/notebook.ts';
import { teachingTensors } from '../examples/teaching.ts';
import { builtInExamples } from '../examples/builtIn.ts';
import { InputError } from '../errors.ts';
import { memoized } from '../memoized.ts';
import { normalize } from '../norm/normalize.ts';
import type { NormResult } from '../norm/spec.ts';
import { mergedState } from '../requestState.ts';
import { checkLayout, permutedFlat, permuteToAxes } from '../tensor/permute.ts';
import { numel, tensor, type Tensor } from '../tensor/tensor.ts';
import type { SceneRun } from './document.ts';
import type { Outcome } from './lesson.ts';

/** A scene's run, computed: the tensor as it is stored, and what the layer made of it as it was fed. */
export type SceneOutcome = Outcome & {
  readonly stored: Tensor;
  readonly result: NormResult | null;
  /** What the layer was fed: edited, and in its layout. */
  readonly fed: Tensor;
};

let known: ReadonlyMap<string, Tensor> | null = null;

/** Every tensor that a lesson can name. */
function examples(): ReadonlyMap<string, Tensor> {
  known ??= new Map(
    [...notebookExamples(), ...builtInExamples(), ...teachingTensors()].map((one) => [
      one.id,
      one.tensor,
    ]),
  );
  return known;
}

/**
 * The tensor of a run, as it is stored.
 * @throws InputError lesson-tensor, lesson-values
 */
export function storedTensor({ tensor: ref }: Pick<SceneRun, 'tensor'>): Tensor {
  if (ref.kind === 'values') {
    const { shape, axes, values } = ref;
    if (values.length !== numel(shape) || axes.length !== shape.length)
      throw new InputError(
        'lesson-values',
        `The lesson brings ${values.length} values and ${axes.length} axes for a tensor of shape (${shape.join(', ')}): expected ${numel(shape)} and ${shape.length}. Open another copy of it.`,
        { values: values.length, shape: shape.join(', '), wanted: numel(shape) },
      );
    return tensor(Float32Array.from(values), shape, axes);
  }
  const found = examples().get(ref.id);
  if (found) return found;
  const names = [...examples().keys()].join(', ');
  throw new InputError(
    'lesson-tensor',
    `There is no example "${ref.id}". The lesson can name ${names}.`,
    { got: ref.id, names },
  );
}

/**
 * Runs a scene's layer; what the layer refuses is an outcome too.
 * @throws InputError unknownTensor, badLayout
 */
export const outcomeOfRun = memoized((run: SceneRun): SceneOutcome => {
  const stored = storedTensor(run);
  const data = stored.data.slice();
  for (const [flat, value] of run.edits ?? []) {
    checkCell(flat, stored);
    data[flat] = value;
  }
  const layout = run.layout ?? stored.axes;
  checkLayout(layout, stored.axes);
  const fed = permuteToAxes(tensor(data, stored.shape, stored.axes), layout);
  try {
    const result = normalize(run.spec, fed, mergedState(run, 'float32'));
    const { plan, output, statistics, runningBefore, runningAfter } = result;
    return {
      ok: true,
      plan,
      x: fed,
      y: output,
      statistics,
      runningBefore,
      runningAfter,
      stored,
      fed,
      result,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ok: false, message: error.message, stored, fed, result: null };
  }
});

/** @throws InputError lesson-cell */
function checkCell(flat: number, { data }: Tensor): void {
  if (flat < data.length) return;
  throw new InputError(
    'lesson-cell',
    `The scene names cell ${flat} of a tensor of ${data.length} cells. Choose another cell, or open another copy of the lesson.`,
    { flat, cells: data.length },
  );
}

/**
 * A cell of the stored tensor as this run is fed it.
 * @throws InputError lesson-cell
 */
export function fedFlat({ stored, fed }: SceneOutcome, flat: number): number {
  checkCell(flat, stored);
  return permutedFlat(stored.shape, stored.axes, fed.axes, flat);
}

/** A cell as this run is fed it, by its place in the stored tensor. */
export function storedFlat({ stored, fed }: SceneOutcome, flat: number): number {
  return permutedFlat(fed.shape, fed.axes, stored.axes, flat);
}
