import { gainOf } from '../../norm/layerState.ts';
import type { Plan, RunningStatistics } from '../../norm/spec.ts';
import type { TensorData } from '../../tensor/tensor.ts';
import type { OwnState } from '../../program/dialect.ts';
import { listLiteral } from '../../program/python.ts';

/** γ, β and running statistics before the call, as a result has them. */
export interface SnippetState {
  readonly weight: TensorData | null;
  readonly bias: TensorData | null;
  readonly runningBefore: RunningStatistics | null;
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
  return {
    weight: list('weight', state?.weight && gainOf(plan, state.weight), 1),
    bias: list('bias', state?.bias, 0),
    runningMean: list('running_mean', running?.mean, 0),
    runningVar: list('running_var', running?.var, 1),
    numBatchesTracked: running?.numBatchesTracked ?? 0,
    notes,
  };
}
