import type { MomentsFacts } from '../kinds/moments/plan.ts';
import type { InputForm, LayerRow, RowBase } from '../layerRow.ts';
import * as form from '../forms.ts';
import * as check from '../kinds/moments/checks.ts';
import * as option from '../optionRows.ts';
import { customView, groupView, instanceView, windowView } from '../views.ts';
import { BASE, BATCH, TRAILING } from './bases.ts';

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

/** The layers of torch.nn, and one of any axes. @source  PyTorch 2.13, torch/nn/modules/{batchnorm,instancenorm,normalization}.py */
export const TORCH_ROWS = [
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
] as const satisfies readonly LayerRow[];
