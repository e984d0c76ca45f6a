import type { LayerRow } from '../../norm/layerRow.ts';
import { layerRow } from '../../norm/layers.ts';
import { programsOf } from '../../norm/kinds/programs.ts';
import type { Plan } from '../../norm/spec.ts';
import { scriptImports, torchInput } from './inputLines.ts';
import { call, literal, program, type Keyword } from '../../program/python.ts';
import { TORCH_ARRAYS } from '../../program/torchArrays.ts';
import { programOf, type Programs } from './programs.ts';
import type { SnippetInput } from './snippet.ts';

/** A PyTorch program in its parts. */
export interface TorchParts {
  readonly imports: readonly string[];
  /** Makes x, as it is fed. */
  readonly input: readonly string[];
  /** Takes x and leaves y, with `layer`; null where torch.nn has no such layer. */
  readonly layer: readonly string[] | null;
  /** The same written out. */
  readonly byHand: readonly (readonly string[])[];
  /** The version that brought the layer, where that is recent. */
  readonly since: string | null;
}

/** The parts of a program that makes the tensor and computes the output in PyTorch. */
export function torchParts(input: SnippetInput): TorchParts {
  const { plan } = input;
  const row = layerRow(plan.spec.layer);
  const layer =
    programOf(OWN_LINES, input) ?? (row.pytorch === null ? null : layerLines(input, row.pytorch));
  return {
    imports: ['import torch', ...scriptImports(input), ...(layer ? ['from torch import nn'] : [])],
    input: torchInput(input),
    layer,
    byHand: programsOf(plan).byHand(plan, TORCH_ARRAYS, input.own),
    since: sinceVersion(row, plan) ?? null,
  };
}

/** The layer as PyTorch has it; written out where torch.nn has no such layer. */
export function pytorchSnippet(input: SnippetInput): string {
  const { imports, input: made, layer, byHand } = torchParts(input);
  return program(imports, made, ...(layer ? [layer] : byHand), ['print(y)']);
}

/** Layers that are not called by their own name: all others are the row's class of torch.nn. */
const OWN_LINES: Programs<string[]> = {
  L2Norm: (_, plan) => [
    `y = ${call(
      'nn.functional.normalize',
      ['x'],
      [
        {
          name: 'dim',
          value: plan.reducedDims.length === 1 ? (plan.reducedDims[0] ?? 1) : plan.reducedDims,
          default: 1,
        },
        { name: 'eps', value: plan.eps, default: 1e-12 },
      ],
    )}`,
  ],
  SyncBatchNorm: (input, plan) => {
    const rank = plan.shape.length;
    const ranked = rank < 4 ? 1 : rank === 4 ? 2 : rank === 5 ? 3 : null;
    const devices = plan.replicas ? ` (${plan.replicas.join(' + ')} samples)` : '';
    return [
      '# nn.SyncBatchNorm runs on GPUs, one process each; all devices together give',
      `# what this layer gives on the whole batch${devices}`,
      ...layerLines(
        input,
        `BatchNorm${ranked ?? 1}d`,
        ranked === null ? 'layer(x.flatten(2)).reshape(x.shape)' : undefined,
      ),
    ];
  },
};

function layerLines(input: SnippetInput, name: string, called = 'layer(x)'): string[] {
  const { plan } = input;
  const row = layerRow(plan.spec.layer);
  const since = sinceVersion(row, plan);
  return [
    `layer = ${constructor(input, `nn.${name}`)}${since ? `  # torch ${since} or newer` : ''}`,
    ...stateLines(input),
    ...(row.running ? [`layer.${plan.spec.mode}()`] : []),
    `y = ${called}`,
  ];
}

/** What the layer has learned or gathered, loaded as from a checkpoint. */
function stateLines({ plan, own, float64 }: SnippetInput): string[] {
  const type = float64 ? ', dtype=torch.float64' : '';
  const entry = (name: string, list: string | null, shape: readonly number[] = []) => {
    const reshaped = shape.length > 1 ? `.reshape(${shape.join(', ')})` : '';
    return list ? [`    "${name}": torch.tensor(${list}${type})${reshaped},`] : [];
  };
  const entries = [
    ...entry('weight', own.weight, plan.paramShape ?? []),
    ...entry('bias', own.bias, plan.paramShape ?? []),
    ...entry('running_mean', own.runningMean),
    ...entry('running_var', own.runningVar),
    ...(own.numBatchesTracked > 0
      ? [`    "num_batches_tracked": torch.tensor(${own.numBatchesTracked}),`]
      : []),
  ];
  const load = ['state = {', ...entries, '}', 'layer.load_state_dict(state, strict=False)'];
  return [...own.notes, ...(entries.length > 0 ? load : [])];
}

function constructor({ plan, float64 }: SnippetInput, name: string): string {
  const row = layerRow(plan.spec.layer);
  const positional: string[] = [];
  const keywords: Keyword[] = [];
  for (const option of row.options) {
    if (!option.inPyTorch) continue;
    const value = plan.spec.options[option.name] ?? null;
    if (option.derive) positional.push(sizesOrNumber(value));
    else keywords.push({ name: option.name, value, default: option.default });
  }
  const typed = float64 && (plan.hasWeight || plan.tracks);
  const text = call(name, positional, keywords);
  return typed ? `${text.slice(0, -1)}, dtype=torch.float64)` : text;
}

/** PyTorch takes a single size bare. */
function sizesOrNumber(value: Parameters<typeof literal>[0]): string {
  return Array.isArray(value) && value.length === 1 ? String(value[0]) : literal(value);
}

/** The version that brought the layer or an argument that is given, where that is recent. */
function sinceVersion(row: LayerRow, { spec }: Plan): string | undefined {
  const given = row.options.filter((option) => spec.options[option.name] !== option.default);
  return row.since ?? given.find((option) => option.since)?.since;
}
