import { gainOf } from '../../norm/layerState.ts';
import { DRAWN_SEED, furtherInputs } from '../../norm/furtherInputs.ts';
import type { FurtherTensor, FurtherTensors, InputName } from '../../norm/furtherInput.ts';
import type { Plan, RunningStatistics } from '../../norm/spec.ts';
import type { TensorData } from '../../tensor/tensor.ts';
import type { OwnState } from '../../program/dialect.ts';
import { listLiteral } from '../../program/python.ts';

/** γ, β and running statistics before the call, as a result has them. */
export interface SnippetState {
  readonly weight: TensorData | null;
  readonly bias: TensorData | null;
  readonly runningBefore: RunningStatistics | null;
  readonly inputs?: FurtherTensors;
}

/** Longer lists would bury the program. */
const MOST_WRITTEN = 256;

/** The state of a layer as literals; that of a new layer when left out. */
export function ownState(plan: Plan, state?: SnippetState): OwnState {
  const notes: string[] = [];
  const list = (name: string, values: TensorData | null | undefined, initial: number) => {
    if (!values || values.every((value) => value === initial)) return null;
    if (values.length <= MOST_WRITTEN) return listLiteral(values);
    notes.push(
      `# ${name}: the layer has ${values.length} values of its own, too many to write out`,
    );
    return null;
  };
  if (plan.gammaOffset !== 0 && state?.weight?.some((value) => value !== 0))
    notes.push('# weight: 1 + what the layer holds, for it is zero-centred');
  const running = plan.tracks ? state?.runningBefore : null;
  // γ and β that come from a style are computed by the program
  const made = plan.parametersFrom !== null;
  return {
    weight: made ? null : list('weight', state?.weight && gainOf(plan, state.weight), 1),
    bias: made ? null : list('bias', state?.bias, 0),
    runningMean: list('running_mean', running?.mean, 0),
    runningVar: list('running_var', running?.var, 1),
    numBatchesTracked: running?.numBatchesTracked ?? 0,
    inputs: ownInputs(plan, state?.inputs),
    notes,
  };
}

function ownInputs(plan: Plan, given: FurtherTensors | undefined): OwnState['inputs'] {
  if (plan.inputs.length === 0) return {};
  const first = Object.values(given ?? {})[0]?.data;
  const drawn = furtherInputs(plan, {}, first instanceof Float64Array ? 'float64' : 'float32');
  const all = Object.entries({ ...drawn.inputs, ...given }) as [InputName, FurtherTensor][];
  return Object.fromEntries(
    all.map(([name, { shape, data }]) => {
      const own = drawn.inputs[name]?.data;
      const isDrawn =
        name !== 'mask' &&
        own?.length === data.length &&
        own.every((value, i) => value === data[i]);
      const list = data.length <= MOST_WRITTEN ? listLiteral(data) : null;
      return [name, { list, shape, seed: isDrawn && name !== 'style' ? DRAWN_SEED : null }];
    }),
  );
}
