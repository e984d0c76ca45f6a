import { programsOf } from '../../norm/kinds/programs.ts';
import { layerRow } from '../../norm/layers.ts';
import type { Plan } from '../../norm/spec.ts';
import { TORCH_ARRAYS } from '../../program/torchArrays.ts';
import { call } from '../../program/python.ts';
import type { EpsPlacement, Spread } from '../divisor.ts';
import { decidingOptions } from './decidingOptions.ts';
import type { RowRun } from './rowRun.ts';

/** What of a layer is the same whatever its kind, for who compares explanations. */
export function runFacts({ plan, order }: RowRun): {
  readonly reducedDims: readonly number[];
  readonly numGroups?: number;
  readonly variance: Spread | 'none';
  readonly eps: number;
  readonly epsPlacement: EpsPlacement;
} {
  const split = plan.view.find(
    ({ axis, role, size }) =>
      role === 'kept' &&
      size > 1 &&
      plan.view.some((dim) => dim.axis === axis && dim.role === 'reduced'),
  );
  const { eps } = plan.spec.options;
  return {
    reducedDims: plan.reducedDims.map((axis) => order[axis]!).sort((a, b) => a - b),
    ...(split ? { numGroups: split.size } : {}),
    ...dividedBy(plan),
    eps: typeof eps === 'number' ? eps : 0,
  };
}

function dividedBy(plan: Plan): { variance: Spread | 'none'; epsPlacement: EpsPlacement } {
  switch (plan.kind) {
    case 'pointwise':
      return { variance: 'none', epsPlacement: 'inside' };
    case 'window':
      return { variance: 'mean square', epsPlacement: 'inside' };
    case 'staged':
      return plan.divides === 'l2'
        ? { variance: 'sum of squares', epsPlacement: 'outside' }
        : { variance: 'biased', epsPlacement: 'inside' };
    case 'moments': {
      const spread = plan.ddof === 1 ? 'unbiased' : 'biased';
      const epsPlacement = plan.epsPlace === 'absolute' ? 'inside' : plan.epsPlace;
      if (plan.divides === 'l2') return { variance: 'sum of squares', epsPlacement };
      return { variance: plan.divides === 'rms' ? 'mean square' : spread, epsPlacement };
    }
    default:
      return plan satisfies never;
  }
}

/** "DynamicTanh(alpha=0.5)" */
export function runText({ spec }: RowRun): string {
  const deciding = decidingOptions(layerRow(spec.layer), spec.options);
  return call(
    spec.layer,
    [],
    Object.entries(deciding).map(([name, value]) => ({ name, value })),
  );
}

/** Tensors are there by their names. */
const NAMED = {
  ...TORCH_ARRAYS,
  array: (name: string, shape: readonly number[]) => `${name}.reshape(${shape.join(', ')})`,
};

/** Lines of PyTorch that make y of x, with tensors of these names. */
export function runSnippet(run: RowRun): string {
  const { plan, affine, order } = run;
  const own = plan.hasWeight && plan.parametersFrom === null && affine.kind !== 'none';
  const given = affine.kind === 'given' ? affine.given : null;
  const state = {
    weight: own && (!given || given.weight) ? 'weight' : null,
    bias: own && plan.hasBias && (!given || given.bias) ? 'bias' : null,
    runningMean: plan.tracks ? 'running_mean' : null,
    runningVar: plan.tracks ? 'running_var' : null,
    numBatchesTracked: 0,
    inputs: Object.fromEntries(
      run.plan.inputs.flatMap(({ name, dims }) =>
        run.beside.includes(name)
          ? [
              [
                name,
                {
                  list: name,
                  shape: dims.map(({ size }, i) => size ?? plan.shape[i] ?? 1),
                  seed: null,
                },
              ],
            ]
          : [],
      ),
    ),
    notes: [],
  };
  const names = Object.entries({ weight: state.weight, bias: state.bias }).flatMap(
    ([name, text]) => (text ? [name] : []),
  );
  const inOrder = order.every((dim, i) => dim === i);
  const back = order.map((_, dim) => order.indexOf(dim));
  const lines = [
    `# ${runText(run)}`,
    ...(affine.kind === 'fitted' && names.length > 0 ? [`# ${names.join(' and ')} fitted`] : []),
    ...(inOrder ? [] : [`x = x.permute(${order.join(', ')})`]),
    ...programsOf(plan).byHand(plan, NAMED, state).flat(),
    ...(inOrder ? [] : [`y = y.permute(${back.join(', ')})`]),
  ];
  return `${lines.join('\n')}\n`;
}
