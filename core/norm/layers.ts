import { InputError } from '../errors.ts';
import * as form from './forms.ts';
import * as check from './kinds/moments/checks.ts';
import type { MomentsFacts } from './kinds/moments/plan.ts';
import type { InputForm, LayerRow, RowBase } from './layerRow.ts';
import type { OptionValue } from './view.ts';
import * as option from './optionRows.ts';
import * as beside from './besideRows.ts';
import {
  channelView,
  chunkView,
  customView,
  groupView,
  instanceView,
  lastInGroups,
  responseView,
  aloneView,
  dimView,
  filterView,
  perSample,
  headView,
  lastView,
  pixelView,
  trailingView,
  windowView,
} from './views.ts';

const BASE = {
  kind: 'moments',
  subtracts: 'mean',
  divides: 'std',
  ddof: 0,
  epsPlace: 'inside',
  bias: true,
  gammaOffset: 0,
  running: null,
  rstdOfZero: Infinity,
} as const;

/** The mean is not subtracted: what is left to divide by is the root of the mean of squares. */
const ROOT_MEAN_SQUARE = { subtracts: 'nothing', divides: 'rms', bias: false } as const;

/** Nor is anything averaged: the length of the group, which eps keeps from being 0. */
const LENGTH = { ...ROOT_MEAN_SQUARE, divides: 'l2', epsPlace: 'floor' } as const;

/** γ and β that a network makes from a condition: what multiplies is 1 + scale. */
const MODULATION = { weight: 'scale', bias: 'shift' } as const;

/** ScaleNorm's one number: √D where it is not given. */
const gainOf = (g: OptionValue | undefined, shape: readonly number[]) =>
  typeof g === 'number' ? g : Math.sqrt(shape.at(-1) ?? 1);

/** No statistics: every value is bent by itself. */
const BENT = {
  kind: 'pointwise',
  family: 'pointwise',
  pytorch: null,
  forms: [form.ANY_TRAILING],
  view: aloneView,
  subtracts: 'nothing',
  bias: true,
  gammaOffset: 0,
  running: null,
  checks: [check.normalizedShape],
  traps: [],
} as const satisfies Partial<LayerRow>;

const BATCH = {
  ...BASE,
  options: [
    option.numFeatures(),
    option.EPS,
    option.MOMENTUM,
    option.affine(true),
    option.track(true),
  ],
  view: channelView,
  running: 'batch',
  rstdOfZero: 0,
  checks: [check.valuesPerChannel, check.channelCount, check.replicaCount],
  traps: ['axisOrder', 'squareTrap', 'batchOfOne', 'evalUsesBatch'],
} as const satisfies Partial<LayerRow>;

/** Statistics of more than one grouping, on images. */
const STAGED = {
  kind: 'staged',
  pytorch: null,
  divides: 'std',
  forms: [form.NCHW],
  view: instanceView,
  subtracts: 'nothing',
  bias: true,
  gammaOffset: 0,
  running: null,
  parameters: { always: true },
  checks: [],
  traps: ['axisOrder', 'squareTrap'],
} as const satisfies Partial<LayerRow>;

const TRAILING = {
  ...BASE,
  family: 'layer',
  forms: [form.ANY_TRAILING],
  view: trailingView,
  checks: [check.normalizedShape],
  traps: ['withoutChannel', 'wholeSample'],
} as const satisfies Partial<LayerRow>;

/** InstanceNorm of some rank: `batched` is (N, C, …), `single` the same without N. */
function instanceNorm<const Name extends string>(
  name: Name,
  batched: InputForm,
  single: InputForm,
): RowBase<Name> & MomentsFacts {
  return {
    ...BASE,
    name,
    family: 'instance',
    pytorch: name,
    options: [
      option.numFeatures((rank) => (rank === single.minRank ? 0 : 1)),
      option.EPS,
      option.MOMENTUM,
      option.affine(false),
      option.track(false),
    ],
    forms: [single, batched],
    view: instanceView,
    running: 'instance',
    rstdOfZero: 0,
    checks: [check.instanceChannelCount, check.spatialSize],
    traps: ['oneSample', 'axisOrder', 'squareTrap'],
  };
}

const ROWS = [
  {
    ...BATCH,
    name: 'BatchNorm1d',
    family: 'batch',
    pytorch: 'BatchNorm1d',
    forms: [form.NC, form.NCL],
  },
  {
    ...BATCH,
    name: 'BatchNorm2d',
    family: 'batch',
    pytorch: 'BatchNorm2d',
    forms: [form.NCHW],
  },
  {
    ...BATCH,
    name: 'BatchNorm3d',
    family: 'batch',
    pytorch: 'BatchNorm3d',
    forms: [form.NCDHW],
  },
  {
    ...BATCH,
    name: 'SyncBatchNorm',
    family: 'batch',
    pytorch: 'SyncBatchNorm',
    options: [...BATCH.options, option.REPLICAS],
    forms: [form.NC_ANY],
  },
  {
    ...TRAILING,
    name: 'LayerNorm',
    pytorch: 'LayerNorm',
    options: [
      option.NORMALIZED_SHAPE,
      option.EPS,
      option.ELEMENTWISE_AFFINE,
      option.BIAS,
      option.ZERO_CENTERED_GAMMA,
    ],
  },
  {
    ...TRAILING,
    name: 'RMSNorm',
    pytorch: 'RMSNorm',
    since: '2.4',
    options: [
      option.NORMALIZED_SHAPE,
      {
        ...option.EPS,
        default: null,
        nullable: true,
      },
      option.ELEMENTWISE_AFFINE,
      option.ZERO_CENTERED_GAMMA,
    ],
    subtracts: 'nothing',
    divides: 'rms',
    bias: false,
    epsOfNone: { float32: 2 ** -23, float64: 2 ** -52 },
  },
  {
    ...BASE,
    name: 'GroupNorm',
    family: 'group',
    pytorch: 'GroupNorm',
    options: [option.NUM_GROUPS, option.NUM_CHANNELS, option.EPS, option.affine(true)],
    forms: [form.NC_ANY],
    view: groupView,
    checks: [check.groupCount],
    traps: ['axisOrder', 'squareTrap'],
  },
  instanceNorm('InstanceNorm1d', form.NCL, form.CL),
  instanceNorm('InstanceNorm2d', form.NCHW, form.CHW),
  instanceNorm('InstanceNorm3d', form.NCDHW, form.CDHW),
  {
    name: 'LocalResponseNorm',
    family: 'window',
    kind: 'window',
    pytorch: 'LocalResponseNorm',
    options: option.WINDOW_OPTIONS,
    forms: [form.NC_SPATIAL],
    view: windowView,
    subtracts: 'nothing',
    bias: false,
    gammaOffset: 0,
    running: null,
    checks: [],
    traps: ['axisOrder', 'windowShape'],
  },
  {
    ...BASE,
    name: 'Custom',
    family: 'custom',
    pytorch: null,
    options: option.CUSTOM_OPTIONS,
    forms: [form.ANY],
    view: customView,
    checks: [],
    traps: ['nothingReduced'],
  },
  {
    ...BASE,
    name: 'LayerNorm2d',
    family: 'layer',
    pytorch: null,
    source: 'timm.layers.LayerNorm2d',
    options: [option.NUM_CHANNELS, option.eps(1e-6), option.affine(true)],
    forms: [form.NCHW],
    view: pixelView,
    checks: [check.declaredChannels],
    traps: ['axisOrder', 'squareTrap'],
  },
  {
    ...BASE,
    ...ROOT_MEAN_SQUARE,
    name: 'PixelNorm',
    family: 'layer',
    pytorch: null,
    source: 'Karras et al. 2018, Progressive growing of GANs',
    options: [option.eps(1e-8)],
    forms: [form.NC_ANY],
    view: pixelView,
    checks: [],
    traps: ['axisOrder', 'squareTrap'],
  },
  {
    ...BASE,
    ...LENGTH,
    name: 'L2Norm',
    family: 'layer',
    pytorch: null,
    source: 'torch.nn.functional.normalize',
    options: [option.DIM, option.eps(1e-12)],
    forms: [form.ANY],
    view: dimView,
    checks: [],
    traps: ['nothingReduced'],
  },
  {
    ...BASE,
    ...LENGTH,
    name: 'ScaleNorm',
    family: 'layer',
    pytorch: null,
    source: 'Nguyen and Salazar 2019, Transformers without tears',
    options: [option.G, option.eps(1e-5)],
    forms: [form.ANY_LAST],
    view: lastView,
    parameters: { always: true, initial: ({ g }, shape) => gainOf(g, shape) },
    checks: [],
    traps: [],
  },
  {
    ...BATCH,
    name: 'FrozenBatchNorm2d',
    family: 'batch',
    pytorch: null,
    source: 'torchvision.ops.FrozenBatchNorm2d',
    options: [option.numFeatures(), option.EPS],
    forms: [form.NCHW],
    parameters: { always: true },
    running: 'frozen',
    checks: [check.channelCount],
    traps: ['axisOrder', 'squareTrap'],
  },
  {
    // OLMo 2 takes all of D at once, which is RMSNorm
    ...BASE,
    ...ROOT_MEAN_SQUARE,
    name: 'QKNorm',
    family: 'layer',
    pytorch: null,
    source: 'Henry et al. 2020, Query-key normalization; q_norm and k_norm of Qwen3',
    options: [
      option.NUM_HEADS,
      option.eps(1e-6),
      option.NORM,
      option.PER_HEAD,
      option.ELEMENTWISE_AFFINE,
    ],
    forms: [form.NTD],
    view: headView,
    parameters: { asSeen: true },
    checks: [check.headCount],
    traps: [],
  },
  {
    ...BASE,
    name: 'AdaLayerNorm',
    family: 'layer',
    pytorch: null,
    source: 'Peebles and Xie 2023, DiT: modulate(norm(x), shift, scale)',
    options: [option.eps(1e-6)],
    forms: [form.NTD],
    view: perSample(lastView, [0, 2]),
    parameters: { always: true, names: MODULATION },
    gammaOffset: 1,
    checks: [],
    traps: [],
  },
  {
    ...BASE,
    name: 'AdaGroupNorm',
    family: 'group',
    pytorch: null,
    source: 'diffusers.models.normalization.AdaGroupNorm',
    options: [option.NUM_GROUPS, option.NUM_CHANNELS, option.EPS],
    forms: [form.NC_ANY],
    view: perSample(groupView, [0, 1]),
    parameters: { always: true, names: MODULATION },
    gammaOffset: 1,
    checks: [check.groupCount],
    traps: ['axisOrder', 'squareTrap'],
  },
  {
    ...BATCH,
    name: 'ConditionalBatchNorm2d',
    family: 'batch',
    pytorch: null,
    source: 'de Vries et al. 2017, Modulating early visual processing by language',
    options: [option.numFeatures(), option.EPS, option.MOMENTUM, option.track(true)],
    forms: [form.NCHW],
    view: perSample(channelView, [0, 1]),
    parameters: { always: true },
  },
  {
    ...BATCH,
    name: 'SPADE',
    family: 'batch',
    pytorch: null,
    source: 'Park et al. 2019, Semantic image synthesis with spatially-adaptive normalization',
    options: [option.numFeatures(), option.EPS, option.MOMENTUM, option.track(true)],
    forms: [form.NCHW],
    view: perSample(channelView, [0, 1, 2, 3]),
    parameters: { always: true },
    gammaOffset: 1,
  },
  {
    ...BASE,
    name: 'WeightStandardization',
    family: 'layer',
    pytorch: null,
    source: 'Qiao et al. 2019; timm.layers.StdConv2d',
    options: [option.eps(1e-6)],
    forms: [form.OIHW],
    view: filterView,
    bias: false,
    checks: [],
    traps: [],
  },
  {
    ...BENT,
    name: 'DynamicTanh',
    bend: 'tanh',
    source: 'Zhu et al. 2025, Transformers without normalization',
    options: [option.NORMALIZED_LAST, option.alpha(0.5), option.ELEMENTWISE_AFFINE],
  },
  {
    ...BENT,
    name: 'DynamicErf',
    bend: 'erf',
    source: 'Derf, 2025',
    options: [option.NORMALIZED_LAST, option.alpha(0.5), option.SHIFT, option.ELEMENTWISE_AFFINE],
  },
  {
    ...BASE,
    ...ROOT_MEAN_SQUARE,
    name: 'RMSNormGated',
    family: 'layer',
    pytorch: null,
    source: 'Dao and Gu 2024, Mamba 2: layernorm_gated.py',
    options: [option.LAST_GROUPS, option.eps(1e-5), option.NORM_BEFORE_GATE],
    forms: [form.NTD],
    view: lastInGroups,
    parameters: { always: true },
    inputs: [beside.GATE],
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
    inputs: [beside.MASK],
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
      option.VIRTUAL_BATCH_SIZE,
      option.eps(1e-5),
      option.momentum(0.01),
      option.affine(true),
      option.track(true),
    ],
    forms: [form.NC_ANY],
    view: chunkView,
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
      option.RMAX,
      option.DMAX,
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
    inputs: [beside.STYLE],
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
    inputs: [beside.TAU],
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
    options: [option.CHANNELS_LAST, option.eps(1e-6)],
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
    options: [
      option.numFeatures(),
      option.eps(1e-5),
      option.momentum(0.9),
    ],
    running: 'batch',
    momentumOfOld: true,
    inputs: [beside.MEAN_WEIGHT, beside.VAR_WEIGHT],
    checks: [check.spatialSize, check.channelCount],
  },
  {
    ...STAGED,
    name: 'EvoNorm2dS0',
    family: 'museum',
    recipe: 'evoS0',
    source: 'Liu et al. 2020, Evolving normalization-activation layers; timm.layers.EvoNorm2dS0',
    options: [option.EVO_GROUPS, option.NUM_CHANNELS, option.eps(1e-5), option.APPLY_ACT],
    view: groupView,
    inputs: [beside.V],
    checks: [check.groupCount],
  },
  {
    ...STAGED,
    name: 'EvoNorm2dB0',
    family: 'museum',
    recipe: 'evoB0',
    source: 'Liu et al. 2020, Evolving normalization-activation layers; timm.layers.EvoNorm2dB0',
    options: [option.numFeatures(), option.eps(1e-3), option.momentum(0.1), option.APPLY_ACT],
    running: 'batch',
    inputs: [beside.V],
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

/** The layers of the table, by PyTorch's class name where there is one. */
export type LayerName = (typeof ROWS)[number]['name'];

/** The kind of a layer by its name. */
export type KindOf<Name extends LayerName> = Extract<
  (typeof ROWS)[number],
  { readonly name: Name }
>['kind'];

/**
 * THE table: every layer that Normscope knows, one row each. Kernel, form, formula, snippets, report,
 * documentation and tests are made from it.
 * @source PyTorch 2.13, torch/nn/modules/{batchnorm,instancenorm,normalization}.py
 */
export const LAYERS: readonly LayerRow<LayerName>[] = ROWS;

/**
 * The row of a layer.
 * @throws InputError unknownLayer, naming all layers
 */
export function layerRow(name: string): LayerRow<LayerName> {
  const row = LAYERS.find((candidate) => candidate.name === name);
  if (row) return row;
  const known = LAYERS.map((candidate) => candidate.name).join(', ');
  throw new InputError('unknownLayer', `There is no layer ${name}. Choose one of ${known}.`, {
    name,
    known,
  });
}
