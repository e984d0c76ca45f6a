import type { InputRow, LayerRow, ViewInput } from '../layerRow.ts';
import * as form from '../forms.ts';
import * as check from '../kinds/moments/checks.ts';
import * as further from '../furtherOptions.ts';
import * as option from '../optionRows.ts';
import {
  chunkView,
  groupView,
  instanceView,
  lastInGroups,
  perSample,
  responseView,
} from '../views.ts';
import { BASE, BATCH, ROOT_MEAN_SQUARE, STAGED } from './bases.ts';
import type { InputDim } from '../furtherInput.ts';

/** Tensors that come in beside x, γ, β and running statistics. */

const like = ({ shape, axes }: ViewInput): InputDim[] =>
  shape.map((size, axis) => ({ name: axes[axis] ?? `A${axis}`, size }));
const along =
  (...positions: readonly number[]) =>
  (input: ViewInput): InputDim[] => {
    const dims = like(input);
    return positions.flatMap((axis) => dims[axis] ?? []);
  };

/** z of the shape of x. */
const GATE: InputRow = { name: 'gate', dims: like, initial: null };

/** 1 where a position of a sample takes part; stored statistics need none. */
const MASK: InputRow = {
  name: 'mask',
  dims: along(0, 2),
  initial: null,
  used: ({ usesBatch }) => usesBatch,
};

/** Another image, of any height and width. */
const STYLE: InputRow = {
  name: 'style',
  dims: (input) => [...along(0, 1)(input), { name: 'h', size: null }, { name: 'w', size: null }],
  initial: null,
};

/** The least that a channel's output is. */
const TAU: InputRow = { name: 'tau', dims: along(1), initial: 0 };

/** EvoNorm's v, which it has where it bends. */
const V: InputRow = {
  name: 'v',
  dims: along(1),
  initial: 1,
  has: ({ options }) => options.apply_act !== false,
};

const three = (): InputDim[] => [{ name: 'statistics', size: 3 }];
/** Before softmax: of the instance, the layer and the batch. */
const MEAN_WEIGHT: InputRow = { name: 'mean_weight', dims: three, initial: 1 };
const VAR_WEIGHT: InputRow = { name: 'var_weight', dims: three, initial: 1 };

/** Layers with a tensor beside x or statistics of another gathering, and the two mistakes. */
export const FURTHER_ROWS = [
  {
    ...BASE,
    ...ROOT_MEAN_SQUARE,
    name: 'RMSNormGated',
    family: 'layer',
    pytorch: null,
    source: 'Dao and Gu 2024, Mamba 2: layernorm_gated.py',
    options: [further.LAST_GROUPS, option.eps(1e-5), further.NORM_BEFORE_GATE],
    forms: [form.NTD],
    view: lastInGroups,
    parameters: { always: true },
    inputs: [GATE],
    extra: 'gate',
    checks: [check.lastGroupCount],
    traps: [],
  },
  {
    ...BATCH,
    name: 'MaskedBatchNorm1d',
    family: 'batch',
    pytorch: null,
    source: 'the argument mask of Keras and Flax',
    forms: [form.NCL],
    inputs: [MASK],
    rstdOfZero: Infinity,
    extra: 'mask',
  },
  {
    ...BATCH,
    name: 'GhostBatchNorm',
    family: 'batch',
    pytorch: null,
    source: 'Hoffer et al. 2017; GBN of TabNet',
    options: [
      option.numFeatures(),
      further.VIRTUAL_BATCH_SIZE,
      option.eps(1e-5),
      option.momentum(0.01),
      option.affine(true),
      option.track(true),
    ],
    forms: [form.NC_ANY],
    view: chunkView,
    rstdOfZero: Infinity,
    extra: 'chunks',
    checks: [check.valuesPerChunk, check.channelCount],
  },
  {
    ...BATCH,
    name: 'BatchRenorm',
    family: 'batch',
    pytorch: null,
    source: 'Ioffe 2017, Batch renormalization',
    options: [
      option.numFeatures(),
      option.eps(1e-3),
      option.momentum(0.01),
      further.RMAX,
      further.DMAX,
      option.affine(true),
    ],
    forms: [form.NC_ANY],
    rstdOfZero: Infinity,
    extra: 'renorm',
  },
  {
    ...BASE,
    name: 'AdaIN',
    family: 'instance',
    pytorch: null,
    source: 'Huang and Belongie 2017, Arbitrary style transfer: calc_mean_std',
    options: [option.eps(1e-5)],
    forms: [form.NCHW],
    view: perSample(instanceView, [0, 1]),
    ddof: 1,
    parameters: { always: true, from: 'style' },
    inputs: [STYLE],
    extra: 'style',
    checks: [check.spatialSize],
    traps: ['axisOrder', 'squareTrap'],
  },
  {
    ...BASE,
    ...ROOT_MEAN_SQUARE,
    name: 'FilterResponseNorm2d',
    family: 'instance',
    pytorch: null,
    source: 'Singh and Krishnan 2020, Filter response normalization',
    options: [option.eps(1e-6)],
    forms: [form.NCHW],
    view: instanceView,
    bias: true,
    epsPlace: 'absolute',
    parameters: { always: true },
    inputs: [TAU],
    extra: 'threshold',
    checks: [],
    traps: ['axisOrder', 'squareTrap'],
  },
  {
    ...STAGED,
    name: 'GlobalResponseNorm',
    family: 'instance',
    recipe: 'response',
    divides: 'l2',
    source: 'Woo et al. 2023, ConvNeXt V2; timm.layers.GlobalResponseNorm',
    options: [further.CHANNELS_LAST, option.eps(1e-6)],
    forms: [form.NCHW_OR_LAST],
    view: responseView,
    parameters: { always: true, initial: () => 0 },
    traps: [],
  },
  {
    // timm does not have it; this is its authors' code, whose variance of an instance is divided by n − 1
    ...STAGED,
    name: 'SwitchNorm2d',
    family: 'museum',
    recipe: 'switch',
    subtracts: 'mean',
    source: 'Luo et al. 2019, Differentiable learning-to-normalize via switchable normalization',
    options: [option.numFeatures(), option.eps(1e-5), option.momentum(0.9)],
    running: 'batch',
    momentumOfOld: true,
    inputs: [MEAN_WEIGHT, VAR_WEIGHT],
    checks: [check.spatialSize, check.channelCount],
  },
  {
    ...STAGED,
    name: 'EvoNorm2dS0',
    family: 'museum',
    recipe: 'evoS0',
    source: 'Liu et al. 2020, Evolving normalization-activation layers; timm.layers.EvoNorm2dS0',
    options: [further.EVO_GROUPS, option.NUM_CHANNELS, option.eps(1e-5), further.APPLY_ACT],
    view: groupView,
    inputs: [V],
    checks: [check.groupCount],
  },
  {
    ...STAGED,
    name: 'EvoNorm2dB0',
    family: 'museum',
    recipe: 'evoB0',
    source: 'Liu et al. 2020, Evolving normalization-activation layers; timm.layers.EvoNorm2dB0',
    options: [option.numFeatures(), option.eps(1e-3), option.momentum(0.1), further.APPLY_ACT],
    running: 'batch',
    inputs: [V],
    checks: [check.valuesPerChannel, check.channelCount],
  },
  {
    ...BATCH,
    name: 'UnbiasedBatchNorm',
    family: 'teaching',
    pytorch: null,
    forms: [form.NC_ANY],
    ddof: 1,
    rstdOfZero: Infinity,
  },
  {
    ...BATCH,
    name: 'EpsOutsideBatchNorm',
    family: 'teaching',
    pytorch: null,
    forms: [form.NC_ANY],
    epsPlace: 'outside',
    rstdOfZero: Infinity,
  },
] as const satisfies readonly LayerRow[];
