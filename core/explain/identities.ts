import { InputError } from '../errors.ts';
import { normalize } from '../norm/normalize.ts';
import type { LayerName } from '../norm/layers.ts';
import type { Mode } from '../norm/spec.ts';
import type { LayerOptions } from '../norm/view.ts';
import { permute } from '../tensor/permute.ts';
import { tensor, type Tensor, type TensorData } from '../tensor/tensor.ts';

/** Two ways to the same numbers, and how far apart they were found. */
export interface Identity {
  readonly id: string;
  readonly left: Side;
  readonly right: Side;
  /** Why it holds, one sentence. */
  readonly reason: string;
  /** Largest |left − right| over all cells; NaN on both sides counts as equal. */
  readonly maxDifference: number;
  /** True when the difference is no more than rounding in the input's type. */
  readonly holds: boolean;
}

/** One side of an identity: a call, and what it is called on where that is not the input as it lies. */
export interface Side {
  /** "GroupNorm(5, 5)" */
  readonly code: string;
  /** Axes in the order in which it is fed. */
  readonly order?: readonly string[];
  /** Key of what else is done, and the numbers in it. */
  readonly note?: 'firstSample' | 'devices' | 'swapped' | 'centred';
  readonly numbers?: Readonly<Record<string, number>>;
}

interface Sides {
  readonly left: Side;
  readonly right: Side;
  readonly compute: () => readonly [Tensor, Tensor];
}

interface Claim {
  readonly id: string;
  readonly reason: string;
  /** Null when the claim does not concern such an input. */
  readonly sides: (x: Tensor) => Sides | null;
}

/** Rounding of outputs of usual size: torch.testing's absolute tolerances. */
const ROUNDING = { float32: 1e-5, float64: 1e-7 };

/**
 * The identities between layers that apply to this input, each run on it and measured.
 *
 * Runs about a dozen layers: meant for tensors small enough to look at.
 * @param x  read as (N, C, *)
 */
export function identities(x: Tensor): Identity[] {
  return CLAIMS.map((claim) => measure(claim, x)).filter((identity) => identity !== null);
}

function measure(claim: Claim, x: Tensor): Identity | null {
  const sides = claim.sides(x);
  if (!sides) return null;
  try {
    const [a, b] = sides.compute();
    const difference = maxDifference(a.data, b.data);
    const limit = x.data instanceof Float64Array ? ROUNDING.float64 : ROUNDING.float32;
    return {
      id: claim.id,
      left: sides.left,
      right: sides.right,
      reason: claim.reason,
      maxDifference: difference,
      holds: difference <= limit,
    };
  } catch (error) {
    // one of the two layers refuses such an input
    if (error instanceof InputError) return null;
    throw error;
  }
}

function maxDifference(a: TensorData, b: TensorData): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i]) || a[i] === b[i]) continue;
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

function run(layer: LayerName, options: LayerOptions, x: Tensor, mode: Mode = 'train'): Tensor {
  return normalize({ layer, options, mode }, x).output;
}

const INSTANCE: Readonly<Record<number, LayerName>> = {
  3: 'InstanceNorm1d',
  4: 'InstanceNorm2d',
  5: 'InstanceNorm3d',
};
const BATCH: Readonly<Record<number, LayerName>> = {
  2: 'BatchNorm1d',
  3: 'BatchNorm1d',
  4: 'BatchNorm2d',
  5: 'BatchNorm3d',
};

const size = (x: Tensor, axis: number) => x.shape[axis] ?? 1;
const sizes = (shape: readonly number[]) => `[${shape.join(', ')}]`;

const CLAIMS: readonly Claim[] = [
  {
    id: 'groupNormOfEachChannel',
    reason: 'One channel a group leaves only the positions to average over.',
    sides: (x) => {
      const instance = INSTANCE[x.shape.length];
      const c = size(x, 1);
      return instance === undefined
        ? null
        : {
            left: { code: `GroupNorm(${c}, ${c})` },
            right: { code: `${instance}(${c})` },
            compute: () => [
              run('GroupNorm', { num_groups: c }, x),
              run(instance, { num_features: c }, x),
            ],
          };
    },
  },
  {
    id: 'groupNormOfOneGroup',
    reason:
      'One group averages over all channels and positions of a sample; only γ and β differ in shape.',
    sides: (x) => {
      if (x.shape.length < 2) return null;
      const rest = x.shape.slice(1);
      return {
        left: { code: `GroupNorm(1, ${size(x, 1)}, affine=False)` },
        right: { code: `LayerNorm(${sizes(rest)}, elementwise_affine=False)` },
        compute: () => [
          run('GroupNorm', { num_groups: 1, affine: false }, x),
          run('LayerNorm', { normalized_shape: rest, elementwise_affine: false }, x),
        ],
      };
    },
  },
  {
    id: 'batchNormOfOneSample',
    reason: 'A batch of one leaves only the positions to average over.',
    sides: (x) => {
      const batch = BATCH[x.shape.length];
      const instance = INSTANCE[x.shape.length];
      if (batch === undefined || instance === undefined) return null;
      const one = firstSample(x);
      const of = size(x, 0) === 1 ? {} : ({ note: 'firstSample' } as const);
      return {
        left: { code: `${batch}(${size(x, 1)})`, ...of },
        right: { code: `${instance}(${size(x, 1)})`, ...of },
        compute: () => [run(batch, {}, one), run(instance, {}, one)],
      };
    },
  },
  {
    id: 'rmsNormAfterCentring',
    reason: 'Once the mean is 0, the mean square is the variance.',
    sides: (x) => {
      const last = x.shape.slice(-1);
      const options = { normalized_shape: last, eps: 1e-5 };
      return {
        left: { code: `RMSNorm(${sizes(last)}, eps=1e-5)`, note: 'centred' },
        right: { code: `LayerNorm(${sizes(last)})` },
        compute: () => [
          run('RMSNorm', options, centred(x, last[0] ?? 1)),
          run('LayerNorm', options, x),
        ],
      };
    },
  },
  {
    id: 'layerNormOfPositions',
    reason: 'LayerNorm over the positions only, leaving C out, is what InstanceNorm does.',
    sides: (x) => {
      const instance = INSTANCE[x.shape.length];
      const rest = x.shape.slice(2);
      return instance === undefined
        ? null
        : {
            left: { code: `LayerNorm(${sizes(rest)})`, order: x.axes },
            right: { code: `${instance}(${size(x, 1)})` },
            compute: () => [run('LayerNorm', { normalized_shape: rest }, x), run(instance, {}, x)],
          };
    },
  },
  {
    id: 'instanceNormOfChannelsLast',
    reason:
      'With channels last, InstanceNorm1d takes the positions for channels and averages over C.',
    sides: (x) => {
      if (x.shape.length !== 3) return null;
      const last = permute(x, [0, 2, 1]);
      const c = [size(x, 1)];
      return {
        left: { code: `InstanceNorm1d(${size(x, 2)})`, order: last.axes },
        right: { code: `LayerNorm(${sizes(c)})`, order: last.axes },
        compute: () => [
          run('InstanceNorm1d', {}, last),
          run('LayerNorm', { normalized_shape: c }, last),
        ],
      };
    },
  },
  {
    id: 'layerNormIgnoresBatchOrder',
    reason:
      'Every position is normalized on its own, so it does not matter where the batch axis is.',
    sides: (x) => {
      if (x.shape.length < 3) return null;
      const swap = [1, 0, ...x.shape.map((_, axis) => axis).slice(2)];
      const options = { normalized_shape: x.shape.slice(-1) };
      const code = `LayerNorm(${sizes(x.shape.slice(-1))})`;
      return {
        left: { code, order: swap.map((axis) => x.axes[axis]!), note: 'swapped' },
        right: { code, order: x.axes },
        compute: () => [
          permute(run('LayerNorm', options, permute(x, swap)), swap),
          run('LayerNorm', options, x),
        ],
      };
    },
  },
  {
    id: 'syncBatchNormIsGlobal',
    reason:
      'Devices that exchange count, mean and variance agree on the statistics of the whole batch.',
    sides: (x) => {
      const batch = BATCH[x.shape.length];
      const n = size(x, 0);
      if (batch === undefined || n < 2) return null;
      const replicas = [1, n - 1] as const;
      const [a, b] = replicas;
      return {
        left: { code: `SyncBatchNorm(${size(x, 1)})`, note: 'devices', numbers: { a, b } },
        right: { code: `${batch}(${size(x, 1)})` },
        compute: () => [run('SyncBatchNorm', { replicas }, x), run(batch, {}, x)],
      };
    },
  },
  {
    id: 'freshBatchNormInEval',
    reason: 'New running statistics are mean 0 and variance 1, so eval divides by √(1 + eps).',
    sides: (x) => {
      const batch = BATCH[x.shape.length];
      if (batch === undefined) return null;
      return {
        left: { code: `${batch}(${size(x, 1)}).eval()` },
        right: { code: 'x / √(1 + 1e-5)' },
        compute: () => [
          run(batch, {}, x, 'eval'),
          mapped(x, (value) => value / Math.sqrt(1 + 1e-5)),
        ],
      };
    },
  },
];

function mapped(x: Tensor, change: (value: number, flat: number) => number): Tensor {
  return tensor(
    x.data instanceof Float64Array ? x.data.map(change) : x.data.map(change),
    x.shape,
    x.axes,
  );
}

function firstSample(x: Tensor): Tensor {
  const perSample = x.data.length / size(x, 0);
  return tensor(x.data.subarray(0, perSample), [1, ...x.shape.slice(1)], x.axes);
}

/** x minus the mean of every run of `width` values. */
function centred(x: Tensor, width: number): Tensor {
  const { statistics } = normalize(
    { layer: 'LayerNorm', options: { normalized_shape: [width] }, mode: 'train' },
    x,
  );
  return mapped(x, (value, flat) => value - statistics!.mean[Math.floor(flat / width)]!);
}
