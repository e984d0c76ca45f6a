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

const JNP: ArrayDialect = {
  mean: (x, axes) => `jnp.mean(${x}, axis=${axes}, keepdims=True)`,
  variance: (x, axes) => `jnp.var(${x}, axis=${axes}, keepdims=True)`,
  unbiasedVariance: (x, axes) => `jnp.var(${x}, axis=${axes}, keepdims=True, ddof=1)`,
  sum: (x, axes) => `jnp.sum(${x}, axis=${axes}, keepdims=True)`,
  maximum: (a, b) => `jnp.maximum(${a}, ${b})`,
  larger: (a, b) => `jnp.maximum(${a}, ${b})`,
  clip: (x, least, most) => `jnp.clip(${x}, ${least}, ${most})`,
  sigmoid: (x) => `jax.nn.sigmoid(${x})`,
  softmax: (x) => `jax.nn.softmax(${x}, 0)`,
  concat: (parts) => `jnp.concatenate(${parts})`,
  drawn: (seed, shape) => [
    `torch.manual_seed(${seed})`,
    `jnp.asarray(torch.randn(${shape.join(', ')}).numpy())`,
  ],
  load: (name) => `jnp.load("${name}.npy")`,
  tanh: (x) => `jnp.tanh(${x})`,
  erf: (x) => `jax.lax.erf(${x})`,
  sqrt: (x) => `jnp.sqrt(${x})`,
  zerosLike: (x) => `jnp.zeros_like(${x})`,
  ones: (shape) => `jnp.ones(${tuple(shape)}, x.dtype)`,
  zeros: (shape) => `jnp.zeros(${tuple(shape)}, x.dtype)`,
  array: (list, shape) => `jnp.array(${list}, x.dtype).reshape${tuple(shape)}`,
  reshape: (x, shape) => `${x}.reshape${tuple(shape)}`,
  padChannels: (x, rank, below, above) => `jnp.pad(${x}, ${channelPadding(rank, below, above)})`,
};

/** The layer in Flax (linen): parameters scale and bias, statistics in the collection batch_stats. */
export function flaxSnippet(input: SnippetInput): string {
  const { plan } = input;
  const lines = programOf(FLAX_LAYERS, input);
  const imports = [
    ...new Set([
      ...scriptImports(input),
      ...(lines ? ['import flax.linen as nn'] : []),
      'import jax',
      'import jax.numpy as jnp',
      'import torch  # makes the same x',
    ]),
  ];
  const types = input.float64 ? ['jax.config.update("jax_enable_x64", True)'] : [];
  const x = [...numpyInput(input), 'x = jnp.asarray(x)'];
  if (lines) return program(imports, types, x, lines, ['print(y)']);
  return program(
    imports.filter((line) => line !== 'import jax' || input.float64),
    types,
    x,
    [writtenOut(plan, 'Flax', 'nn.LayerNorm(reduction_axes, feature_axes)')],
    ...programsOf(plan).byHand(plan, JNP, input.own),
    ['print(y)'],
  );
}

/** E[x²] − E[x]², Flax's default, loses every digit at a large offset. */
const EXACT: Keyword = { name: 'use_fast_variance', value: false, default: true };

/** The layers that Flax has; null where it has not what the options ask for. */
export const FLAX_LAYERS: Programs<string[]> = {
  BatchNorm1d: batchLines,
  BatchNorm2d: batchLines,
  BatchNorm3d: batchLines,
  SyncBatchNorm: (input, plan) =>
    batchLines(input, plan, [
      '# under pmap or vmap over devices give axis_name, and they share their statistics',
    ]),
  LayerNorm: (input, plan) =>
    runLines(
      input,
      call('nn.LayerNorm', [], [epsilon(plan, 1e-6), ...affine(plan), ...trailing(plan), EXACT]),
    ),
  RMSNorm: (input, plan) =>
    runLines(
      input,
      call(
        'nn.RMSNorm',
        [],
        [
          epsilon(plan, 1e-6),
          { name: 'use_scale', value: plan.hasWeight, default: true },
          ...trailing(plan),
        ],
      ),
    ),
  GroupNorm: (input, plan) =>
    runLines(
      input,
      call(
        'nn.GroupNorm',
        [],
        [
          { name: 'num_groups', value: plan.spec.options.num_groups ?? 1, default: 32 },
          epsilon(plan, 1e-6),
          ...affine(plan),
          EXACT,
        ],
      ),
      {
        before: 'x = jnp.moveaxis(x, 1, -1)  # channels last',
        after: 'y = jnp.moveaxis(y, -1, 1)',
      },
    ),
  InstanceNorm1d: instanceLines,
  InstanceNorm2d: instanceLines,
  InstanceNorm3d: instanceLines,
};

function instanceLines(input: SnippetInput, plan: MomentsPlan): string[] {
  // by its running statistics it is the inference form of batch normalization
  if (plan.source === 'running') return batchLines(input, plan);
  return runLines(
    input,
    call(
      'nn.InstanceNorm',
      [],
      [
        { name: 'feature_axes', value: 1, default: -1 },
        epsilon(plan, 1e-6),
        ...affine(plan),
        EXACT,
      ],
    ),
    isUnbatched(plan) ? { before: 'x = x[None]', after: 'y = y[0]' } : undefined,
  );
}

function runLines(
  input: SnippetInput,
  layer: string,
  around?: { readonly before: string; readonly after: string },
): string[] {
  return [
    ...(around ? [around.before] : []),
    `layer = ${layer}`,
    'variables = layer.init(jax.random.key(0), x)',
    ...stateLines(input),
    'y = layer.apply(variables, x)',
    ...(around ? [around.after] : []),
  ];
}

function batchLines(
  input: SnippetInput,
  plan: MomentsPlan,
  devices: readonly string[] = [],
): string[] {
  const momentum = oldMomentum(plan);
  const batch = plan.source === 'batch';
  const keywords: Keyword[] = [
    { name: 'use_running_average', value: !batch },
    { name: 'axis', value: channelAxis(plan) },
    ...(momentum === null || !plan.tracks
      ? []
      : [{ name: 'momentum', value: momentum, default: 0.99 }]),
    epsilon(plan, 1e-5),
    ...affine(plan),
    ...(batch ? [EXACT] : []),
  ];
  const notes = ['# axis: what is kept', ...devices];
  if (plan.tracks && momentum !== null)
    notes.push(
      "# momentum weighs the old value, 1 - PyTorch's; the running var is divided by n, PyTorch's by n - 1",
    );
  if (plan.tracks && momentum === null)
    notes.push('# Flax has no momentum=None, the average of all batches');
  return [
    ...notes,
    `layer = ${call('nn.BatchNorm', [], keywords)}`,
    'variables = layer.init(jax.random.key(0), x)',
    ...stateLines(input),
    batch
      ? 'y, updated = layer.apply(variables, x, mutable=["batch_stats"])'
      : 'y = layer.apply(variables, x)',
  ];
}

/** What the layer has learned or gathered, under Flax's names. */
function stateLines({ plan, own }: SnippetInput): string[] {
  const set = (collection: string, name: string, list: string | null) => {
    const at = `variables["${collection}"]["${name}"]`;
    return list ? [`${at} = jnp.array(${list}, x.dtype).reshape(${at}.shape)`] : [];
  };
  const hasStatistics = layerRow(plan.spec.layer).running === 'batch' || plan.source === 'running';
  return [
    ...own.notes,
    ...set('params', 'scale', own.weight),
    ...set('params', 'bias', own.bias),
    ...(hasStatistics ? set('batch_stats', 'mean', own.runningMean) : []),
    ...(hasStatistics ? set('batch_stats', 'var', own.runningVar) : []),
  ];
}

function affine(plan: Plan): Keyword[] {
  return [
    { name: 'use_bias', value: plan.hasBias, default: true },
    { name: 'use_scale', value: plan.hasWeight, default: true },
  ];
}

/** Axes that are reduced and that the parameters vary along; the last alone is the default. */
function trailing(plan: Plan): Keyword[] {
  const axes = lastAxes(plan);
  if (axes.length === 1) return [];
  return [
    { name: 'reduction_axes', value: axes },
    { name: 'feature_axes', value: axes },
  ];
}
