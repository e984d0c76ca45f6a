import { programsOf } from '../../norm/kinds/programs.ts';
import { layerRow } from '../../norm/layers.ts';
import type { MomentsPlan, Plan } from '../../norm/spec.ts';
import { channelPadding, type ArrayDialect } from '../../program/dialect.ts';
import { call, program, tuple, type Keyword } from '../../program/python.ts';
import { numpyInput, scriptImports } from './inputLines.ts';
import {
  channelAxis,
  epsilon,
  isUnbatched,
  lastAxes,
  oldMomentum,
  writtenOut,
} from './layerFacts.ts';
import { programOf, type Programs } from './programs.ts';
import type { SnippetInput } from './snippet.ts';

const OPS: ArrayDialect = {
  mean: (x, axes) => `ops.mean(${x}, axis=${axes}, keepdims=True)`,
  variance: (x, axes) => `ops.var(${x}, axis=${axes}, keepdims=True)`,
  unbiasedVariance: (x, axes, n) => `ops.var(${x}, axis=${axes}, keepdims=True) * ${n} / ${n - 1}`,
  sum: (x, axes) => `ops.sum(${x}, axis=${axes}, keepdims=True)`,
  maximum: (a, b) => `ops.maximum(${a}, ${b})`,
  larger: (a, b) => `ops.maximum(${a}, ${b})`,
  clip: (x, least, most) => `ops.clip(${x}, ${least}, ${most})`,
  sigmoid: (x) => `ops.sigmoid(${x})`,
  softmax: (x) => `ops.softmax(${x}, 0)`,
  concat: (parts) => `ops.concatenate(${parts})`,
  drawn: (seed, shape) => [
    `torch.manual_seed(${seed})`,
    `ops.convert_to_tensor(torch.randn(${shape.join(', ')}).numpy())`,
  ],
  load: (name) => `ops.convert_to_tensor(numpy.load("${name}.npy"))`,
  tanh: (x) => `ops.tanh(${x})`,
  erf: (x) => `ops.erf(${x})`,
  sqrt: (x) => `ops.sqrt(${x})`,
  zerosLike: (x) => `ops.zeros_like(${x})`,
  ones: (shape) => `ops.ones(${tuple(shape)}, x.dtype)`,
  zeros: (shape) => `ops.zeros(${tuple(shape)}, x.dtype)`,
  array: (list, shape) => `ops.reshape(ops.array(${list}, x.dtype), ${tuple(shape)})`,
  reshape: (x, shape) => `ops.reshape(${x}, ${tuple(shape)})`,
  padChannels: (x, rank, below, above) => `ops.pad(${x}, ${channelPadding(rank, below, above)})`,
};

/** The layer in Keras 3: `axis` is kept by BatchNormalization and reduced by LayerNormalization. */
export function kerasSnippet(input: SnippetInput): string {
  const { plan } = input;
  const lines = programOf(KERAS_LAYERS, input);
  const imports = [
    ...new Set([
      ...scriptImports(input),
      ...(lines || input.float64 ? ['import keras'] : []),
      ...(lines ? [] : ['from keras import ops']),
      'import torch  # makes the same x',
    ]),
  ];
  const types = input.float64
    ? [
        'keras.config.set_floatx("float64")',
        'if keras.backend.backend() == "jax":',
        '    import jax',
        '    jax.config.update("jax_enable_x64", True)  # else JAX computes in float32',
      ]
    : [];
  if (lines) return program(imports, types, numpyInput(input), lines, ['print(y)']);
  return program(
    imports,
    types,
    [...numpyInput(input), 'x = ops.convert_to_tensor(x)'],
    [writtenOut(plan, 'Keras', 'keras.layers.LayerNormalization(axis)')],
    ...programsOf(plan).byHand(plan, OPS, input.own),
    ['print(y)'],
  );
}

/** The layers that Keras has; null where it has not what the options ask for. */
export const KERAS_LAYERS: Programs<string[]> = {
  BatchNorm1d: batchLines,
  BatchNorm2d: batchLines,
  BatchNorm3d: batchLines,
  SyncBatchNorm: (input, plan) =>
    batchLines(input, plan, ['# with several devices (TensorFlow only) add synchronized=True']),
  LayerNorm: (input, plan) => [
    `layer = ${call('keras.layers.LayerNormalization', [], [...reducedAxis(plan), epsilon(plan, 1e-3), ...affine(plan)])}  # axis: what is reduced`,
    ...stateLines(input),
    'y = layer(x)',
  ],
  RMSNorm: (input, plan) => [
    `layer = ${call('keras.layers.RMSNormalization', [], [...reducedAxis(plan), epsilon(plan, 1e-6)])}  # axis: what is reduced`,
    ...stateLines(input),
    'y = layer(x)',
  ],
  GroupNorm: (input, plan) => [
    `layer = ${call('keras.layers.GroupNormalization', [], [{ name: 'groups', value: plan.spec.options.num_groups ?? 1, default: 32 }, { name: 'axis', value: 1 }, epsilon(plan, 1e-3), ...affine(plan)])}`,
    ...stateLines(input),
    'y = layer(x)',
  ],
  InstanceNorm1d: instanceLines,
  InstanceNorm2d: instanceLines,
  InstanceNorm3d: instanceLines,
};

function batchLines(
  input: SnippetInput,
  plan: MomentsPlan,
  devices: readonly string[] = [],
): string[] {
  const momentum = oldMomentum(plan);
  const keywords: Keyword[] = [
    { name: 'axis', value: channelAxis(plan) },
    ...(momentum === null || !plan.tracks
      ? []
      : [{ name: 'momentum', value: momentum, default: 0.99 }]),
    epsilon(plan, 1e-3),
    ...affine(plan),
  ];
  const notes = ['# axis: what is kept', ...devices];
  if (plan.tracks && momentum !== null)
    notes.push(
      "# momentum weighs the old value, 1 - PyTorch's; moving_variance is divided by n, PyTorch's by n - 1",
    );
  if (plan.tracks && momentum === null)
    notes.push('# Keras has no momentum=None, the average of all batches');
  return [
    ...notes,
    `layer = ${call('keras.layers.BatchNormalization', [], keywords)}`,
    ...stateLines(input),
    `y = layer(x, training=${plan.source === 'batch' ? 'True' : 'False'})`,
  ];
}

function instanceLines(input: SnippetInput, plan: MomentsPlan): string[] {
  // by its running statistics it is the inference form of batch normalization
  if (plan.source === 'running') return batchLines(input, plan);
  const layer = call(
    'keras.layers.GroupNormalization',
    [],
    [
      { name: 'groups', value: -1 },
      { name: 'axis', value: 1 },
      epsilon(plan, 1e-3),
      ...affine(plan),
    ],
  );
  return [
    `layer = ${layer}  # one group a channel`,
    ...stateLines(input, isUnbatched(plan) ? 'x[None].shape' : 'x.shape'),
    isUnbatched(plan) ? 'y = layer(x[None])[0]' : 'y = layer(x)',
  ];
}

/** What the layer has learned or gathered, under Keras' names. */
function stateLines({ plan, own }: SnippetInput, shape = 'x.shape'): string[] {
  const assign = (name: string, list: string | null) =>
    list ? [`layer.${name}.assign(keras.ops.reshape(${list}, layer.${name}.shape))`] : [];
  const hasMoving = layerRow(plan.spec.layer).running === 'batch' || plan.source === 'running';
  const lines = [
    ...assign(plan.subtracts === 'mean' ? 'gamma' : 'scale', own.weight),
    ...assign('beta', own.bias),
    ...(hasMoving ? assign('moving_mean', own.runningMean) : []),
    ...(hasMoving ? assign('moving_variance', own.runningVar) : []),
  ];
  return [...own.notes, ...(lines.length > 0 ? [`layer.build(${shape})`, ...lines] : [])];
}

function affine(plan: Plan): Keyword[] {
  return [
    { name: 'center', value: plan.hasBias, default: true },
    { name: 'scale', value: plan.hasWeight, default: true },
  ];
}

/** Counted from the end; the last axis alone is the default. */
function reducedAxis(plan: Plan): Keyword[] {
  const axes = lastAxes(plan);
  return axes.length === 1 ? [] : [{ name: 'axis', value: axes }];
}
