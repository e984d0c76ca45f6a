import { InputError } from '../errors.ts';
import { numel, type DType, type TensorData } from '../tensor/tensor.ts';
import type { Beside } from './furtherInput.ts';
import { furtherInputs, inType } from './furtherInputs.ts';
import type { Parameters } from './kinds/moments/apply.ts';
import { initialRunning } from './running.ts';
import type { LayerState, Plan, RunningStatistics, StateShapes } from './spec.ts';

/** A layer's state with everything that it has filled in. */
export interface FullState extends Parameters, Beside {
  /** γ; null without it. */
  readonly weight: TensorData | null;
  readonly running: RunningStatistics | null;
}

/**
 * Checks a state against the plan and fills in what a new layer would have: γ of ones, β of zeros, running
 * statistics 0 and 1. A float32 layer holds float32: what is given in float64 is narrowed, as PyTorch does when it loads a state_dict.
 * @param dtype  of the layer
 * @throws InputError stateSize and stateShape (in PyTorch's words), unexpectedState for what this layer does not have
 */
export function fullState(plan: Plan, state: LayerState, dtype: DType): FullState {
  const { initialWeight } = plan;
  const weight = parameter(plan, 'weight', plan.hasWeight, state.weight, initialWeight, dtype);
  const full = {
    weight,
    gain: gainOf(plan, weight),
    bias: parameter(plan, 'bias', plan.hasBias, state.bias, 0, dtype),
    running: running(plan, state.running, dtype),
    ...furtherInputs(plan, state.inputs ?? {}, dtype),
  };
  checkShapes(plan, state.shapes ?? {});
  return full;
}

/** What x̂ is multiplied by, in γ's own type: γ, or 1 + γ. */
export function gainOf<T extends TensorData>(
  { gammaOffset }: Pick<Plan, 'gammaOffset'>,
  weight: T | null,
): T | null {
  return weight && gammaOffset !== 0 ? (weight.map((value) => gammaOffset + value) as T) : weight;
}

/** A tensor of the right size in another shape is another tensor: a transposed weight, most often. */
function checkShapes(plan: Plan, shapes: StateShapes): void {
  for (const [name, got] of Object.entries<readonly number[]>(shapes)) {
    const expected = name.startsWith('running') ? [plan.runningSize] : (plan.paramShape ?? []);
    if (expected.length === got.length && expected.every((size, i) => size === got[i])) continue;
    const { layer } = plan.spec;
    const [has, wants] = [`[${got.join(', ')}]`, `[${expected.join(', ')}]`];
    const called = calledIn(plan, name);
    throw new InputError(
      'stateShape',
      `size mismatch for ${called}: its shape is torch.Size(${has}), the shape in ${layer} is torch.Size(${wants}). Give it in the shape ${wants}; if it was transposed on its way, transpose it back.`,
      { layer, name: called, expected: wants, got: has },
    );
  }
}

function parameter(
  plan: Plan,
  name: string,
  has: boolean,
  given: TensorData | null | undefined,
  initial: number,
  dtype: DType,
): TensorData | null {
  if (given && plan.parametersFrom) throw unexpected(plan, name);
  if (!has) {
    if (given) throw unexpected(plan, name);
    return null;
  }
  const length = numel(plan.paramShape ?? []);
  if (given) {
    checkLength(plan, name, length, given.length);
    return inType(given, dtype);
  }
  const data = dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
  return data.fill(initial);
}

function running(
  plan: Plan,
  given: RunningStatistics | null | undefined,
  dtype: DType,
): RunningStatistics | null {
  if (!plan.tracks) {
    if (given) throw unexpected(plan, 'running_mean');
    return null;
  }
  if (!given) return initialRunning(plan.runningSize);
  checkLength(plan, 'running_mean', plan.runningSize, given.mean.length);
  checkLength(plan, 'running_var', plan.runningSize, given.var.length);
  const count = given.numBatchesTracked;
  if (!Number.isSafeInteger(count) || count < 0)
    throw new InputError(
      'badState',
      `num_batches_tracked must be a whole number of at least 0, got ${count}.`,
      { layer: plan.spec.layer, got: count },
    );
  if (dtype === 'float64') return given;
  return { ...given, mean: given.mean.map(Math.fround), var: given.var.map(Math.fround) };
}

function checkLength(plan: Plan, name: string, expected: number, got: number): void {
  if (expected === got) return;
  const shape = plan.paramShape && !name.startsWith('running') ? plan.paramShape : [expected];
  const called = calledIn(plan, name);
  throw new InputError(
    'stateSize',
    `${called} should contain ${expected} elements not ${got}. Give ${plan.spec.layer} a ${called} of shape (${shape.join(', ')}).`,
    { layer: plan.spec.layer, name: called, expected, got },
  );
}

/** What a layer calls its γ and β: scale and shift in AdaLayerNorm. */
function calledIn({ parameterNames }: Plan, name: string): string {
  return name === 'weight' || name === 'bias' ? parameterNames[name] : name;
}

/** Options that give a layer what it lacks. */
function unexpected(plan: Plan, name: string): InputError {
  const { layer, options } = plan.spec;
  const switches: Record<string, readonly string[]> = {
    weight: ['affine', 'elementwise_affine'],
    bias: ['affine', 'elementwise_affine', 'bias'],
    running_mean: ['track_running_stats'],
  };
  const off = (switches[name] ?? []).find((option) => options[option] === false);
  const advice = off
    ? `Leave it out, or set ${off}=True.`
    : plan.parametersFrom
      ? `Leave it out: it comes from the ${plan.parametersFrom}.`
      : 'Leave it out.';
  const as = off ? ` with ${off}=False` : '';
  return new InputError('unexpectedState', `${layer}${as} has no ${name}. ${advice}`, {
    layer,
    name,
    option: off ?? '',
  });
}
