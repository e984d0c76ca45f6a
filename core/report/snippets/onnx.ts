import { numel } from '../../tensor/tensor.ts';
import type { MomentsPlan, Plan, PointwisePlan, WindowPlan } from '../../norm/spec.ts';
import { windowReach } from '../../norm/kinds/window/reach.ts';
import { numpyInput, scriptImports } from './inputLines.ts';
import { channelAxis, isUnbatched, oldMomentum, writtenOut } from './layerFacts.ts';
import type { OwnState } from '../../program/dialect.ts';
import { call, program, tuple, type Keyword } from '../../program/python.ts';
import { programOf, type Programs } from './programs.ts';
import type { SnippetInput } from './snippet.ts';

/** An operator with its further inputs, by name and by the expression that makes them. */
interface Operator {
  readonly opset: number;
  readonly nodes: readonly string[];
  readonly constants: readonly (readonly [name: string, value: string])[];
  readonly notes?: readonly string[];
}

/** The layer as ONNX operators with their attributes, run by ONNX's own reference implementation. */
export function onnxSnippet(input: SnippetInput): string {
  const { plan } = input;
  const { opset, nodes, constants, notes = [] } = operatorOf(input);
  const inputs = constants.map(([name, value]) =>
    name === '**' ? `    **${value},` : `    "${name}": ${value},`,
  );
  const type = `TensorProto.${input.float64 ? 'DOUBLE' : 'FLOAT'}`;
  const unbatched = isUnbatched(plan);
  return program(
    [
      ...new Set(['import numpy as np', ...scriptImports(input)]),
      'import torch  # makes the same x',
      'from onnx import TensorProto, helper',
      'from onnx.reference import ReferenceEvaluator',
    ],
    [...numpyInput(input), ...(unbatched ? ['x = x[None]'] : [])],
    ['feeds = {', '    "x": x,', ...inputs, '}'],
    [...input.own.notes, ...notes, 'nodes = [', ...nodes.map((node) => `    ${node},`), ']'],
    [
      'graph = helper.make_graph(',
      '    nodes,',
      '    "normalization",',
      '    [',
      '        helper.make_tensor_value_info(',
      '            name, helper.np_dtype_to_tensor_dtype(value.dtype), value.shape',
      '        )',
      '        for name, value in feeds.items()',
      '    ],',
      `    [helper.make_tensor_value_info("y", ${type}, x.shape)],`,
      ')',
      `model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", ${opset})])`,
      'model.ir_version = 10  # as high as onnxruntime reads everywhere',
      '(y,) = ReferenceEvaluator(model).run(None, feeds)',
      ...(unbatched ? ['y = y[0]'] : []),
    ],
    ['print(y)'],
  );
}

/** The layers that ONNX has an operator for; null where it does not do what the options ask for. */
export const ONNX_LAYERS: Programs<Operator> = {
  BatchNorm1d: batchOperator,
  BatchNorm2d: batchOperator,
  BatchNorm3d: batchOperator,
  SyncBatchNorm: batchOperator,
  LayerNorm: ({ own }, plan) => ({
    opset: 17,
    ...operator('LayerNormalization', ['scale', 'B'], [firstAxis(plan), epsilon(plan)]),
    constants: [
      ['scale', given(own.weight, 'ones', plan.shape.slice(-count(plan)))],
      ['B', given(own.bias, 'zeros', plan.shape.slice(-count(plan)))],
    ],
  }),
  RMSNorm: ({ own }, plan) => ({
    opset: 23,
    ...operator('RMSNormalization', ['scale'], [firstAxis(plan), epsilon(plan)]),
    constants: [['scale', given(own.weight, 'ones', plan.shape.slice(-count(plan)))]],
  }),
  GroupNorm: ({ own }, plan) => ({
    opset: 21,
    ...operator(
      'GroupNormalization',
      ['scale', 'bias'],
      [{ name: 'num_groups', value: plan.spec.options.num_groups ?? 1 }, epsilon(plan)],
    ),
    constants: perChannel(own, plan.shape[1] ?? 1, 'bias'),
    notes: [
      '# onnx.reference and onnxruntime may take E[x**2] - E[x]**2 here, which loses digits at a large offset',
    ],
  }),
  InstanceNorm1d: instanceOperator,
  InstanceNorm2d: instanceOperator,
  InstanceNorm3d: instanceOperator,
};

function operatorOf(input: SnippetInput): Operator {
  return programOf(ONNX_LAYERS, input) ?? fromPrimitives(input);
}

/** What no operator computes, from the elementary ones. */
function fromPrimitives({ plan, own }: SnippetInput): Operator {
  switch (plan.kind) {
    case 'moments':
      return primitives(plan, own);
    case 'pointwise':
      return pointwiseNodes(plan, own);
    case 'window':
      return windowOperator(plan);
    default:
      return plan satisfies never;
  }
}

/** ONNX has Tanh and Erf as operators. */
function pointwiseNodes(plan: PointwisePlan, own: OwnState): Operator {
  const { bend, alpha, shift, hasWeight } = plan;
  const shape = plan.view.map((dim) => (dim.param ? dim.size : 1));
  return {
    opset: 18,
    nodes: [
      node('Mul', ['x', 'alpha'], ['stretched']),
      node('Add', ['stretched', 'shift'], ['shifted']),
      node(bend === 'tanh' ? 'Tanh' : 'Erf', ['shifted'], [hasWeight ? 'x_hat' : 'y']),
      ...(hasWeight
        ? [node('Mul', ['x_hat', 'scale'], ['scaled']), node('Add', ['scaled', 'B'], ['y'])]
        : []),
    ],
    constants: [
      ['alpha', scalar(alpha)],
      ['shift', scalar(shift)],
      ...(hasWeight
        ? ([
            ['scale', given(own.weight, 'ones', shape)],
            ['B', given(own.bias, 'zeros', shape)],
          ] as const)
        : []),
    ],
  };
}

function instanceOperator(input: SnippetInput, plan: MomentsPlan): Operator {
  // by its running statistics it is the inference form of batch normalization
  if (plan.source === 'running') return batchOperator(input, plan);
  const { own } = input;
  return {
    opset: 22,
    ...operator('InstanceNormalization', ['scale', 'B'], [epsilon(plan)]),
    constants: perChannel(own, plan.shape[isUnbatched(plan) ? 0 : 1] ?? 1, 'B'),
  };
}

function batchOperator({ own }: SnippetInput, plan: MomentsPlan): Operator {
  const channels = plan.shape[channelAxis(plan)] ?? 1;
  const training = plan.source === 'batch';
  const momentum = training && plan.tracks ? oldMomentum(plan) : null;
  const keywords: Keyword[] = [
    epsilon(plan),
    ...(momentum === null ? [] : [{ name: 'momentum', value: momentum, default: 0.9 }]),
    { name: 'training_mode', value: training ? 1 : 0, default: 0 },
  ];
  const outputs = training ? ['y', 'running_mean', 'running_var'] : ['y'];
  return {
    opset: 15,
    ...operator('BatchNormalization', ['scale', 'B', 'input_mean', 'input_var'], keywords, outputs),
    constants: [
      ...perChannel(own, channels, 'B'),
      ['input_mean', given(own.runningMean, 'zeros', [channels])],
      ['input_var', given(own.runningVar, 'ones', [channels])],
    ],
    notes: !(training && plan.tracks)
      ? []
      : momentum === null
        ? ['# ONNX has no momentum=None, the average of all batches']
        : [
            "# momentum weighs the old value, 1 - PyTorch's; running_var is divided by n, PyTorch's by n - 1",
          ],
  };
}

function windowOperator(plan: WindowPlan): Operator {
  const { size, alpha, beta, k } = plan;
  const lrn = operator(
    'LRN',
    [],
    [
      { name: 'size', value: size },
      { name: 'alpha', value: alpha, default: 1e-4 },
      { name: 'beta', value: beta, default: 0.75 },
      { name: 'bias', value: k, default: 1 },
    ],
  );
  const notes =
    size % 2 === 0
      ? ['# LRN with an even size leans to higher channels, PyTorch to lower: so written out']
      : [
          `# in one operator: ${lrn.nodes.join('')}`,
          '# written out, as onnx.reference (1.23) computes LRN for the first channels of 4-D inputs only',
        ];
  return { ...windowByNodes(plan, size, { alpha, beta, k }), notes };
}

/** The window channel by channel: zeros beyond the edges, as many slices as it reaches, their sum. */
function windowByNodes(
  plan: Plan,
  size: number,
  { alpha, beta, k }: { readonly alpha: number; readonly beta: number; readonly k: number },
): Operator {
  const channels = plan.shape[1] ?? 1;
  const rank = plan.shape.length;
  const pads = Array<number>(2 * rank).fill(0);
  const { below, above } = windowReach(size, channels);
  pads[1] = below;
  pads[rank + 1] = above;
  const width = `range(${below + above + 1})`;
  return {
    opset: 18,
    nodes: [
      node('Mul', ['x', 'x'], ['squares']),
      node('Pad', ['squares', 'pads'], ['padded']),
      `*[helper.make_node("Slice", ["padded", f"from{i}", f"to{i}", "channel_axis"], [f"part{i}"]) for i in ${width}]`,
      `helper.make_node("Sum", [f"part{i}" for i in ${width}], ["total"])`,
      node('Mul', ['total', 'alpha'], ['scaled']),
      node('Add', ['scaled', 'k'], ['base']),
      node('Pow', ['base', 'beta'], ['denominator']),
      node('Div', ['x', 'denominator'], ['y']),
    ],
    constants: [
      ['pads', integers(pads)],
      ['channel_axis', integers([1])],
      ['**', `{f"from{i}": np.array([i], np.int64) for i in ${width}}`],
      ['**', `{f"to{i}": np.array([i + ${channels}], np.int64) for i in ${width}}`],
      ['alpha', scalar(alpha / size)],
      ['k', scalar(k)],
      ['beta', scalar(beta)],
    ],
  };
}

/** Mean, deviations, their squares, root, division: node by node. */
function primitives(plan: MomentsPlan, own: OwnState): Operator {
  const running = plan.source === 'running';
  const reduced = plan.view.flatMap((dim, i) => (dim.role === 'reduced' ? [i] : []));
  const statShape = plan.shape.map((size, axis) => (plan.keptDims.at(-1) === axis ? size : 1));
  const paramShape = plan.shape.map((size, axis) =>
    plan.view.some((dim) => dim.axis === axis && dim.param) ? size : 1,
  );
  const correction = plan.ddof === 1 && !running ? plan.groupSize / (plan.groupSize - 1) : null;
  const mean = (from: string, to: string) =>
    node(
      'ReduceMean',
      [from, 'axes'],
      [to],
      reduced.length === 0 ? ['noop_with_empty_axes=1'] : [],
    );
  const centred = plan.subtracts === 'mean' ? 'deviation' : 'x';
  const spread = correction === null ? 'var' : 'var_unbiased';
  const nodes = [
    ...(running || plan.subtracts === 'nothing' ? [] : [mean('x', 'mean')]),
    ...(plan.subtracts === 'mean' ? [node('Sub', ['x', 'mean'], ['deviation'])] : []),
    ...(running ? [] : [node('Mul', [centred, centred], ['squares']), mean('squares', 'var')]),
    ...(correction === null ? [] : [node('Mul', ['var', 'correction'], ['var_unbiased'])]),
    ...{
      inside: [node('Add', [spread, 'eps'], ['shifted']), node('Sqrt', ['shifted'], ['root'])],
      outside: [node('Sqrt', [spread], ['std']), node('Add', ['std', 'eps'], ['root'])],
      floor: [node('Sqrt', [spread], ['std']), node('Max', ['std', 'eps'], ['root'])],
      absolute: [
        node('Abs', ['eps'], ['size']),
        node('Add', [spread, 'size'], ['shifted']),
        node('Sqrt', ['shifted'], ['root']),
      ],
    }[plan.epsPlace],
    node('Div', [centred, 'root'], [plan.hasWeight ? 'x_hat' : 'y']),
    ...(plan.hasWeight ? [node('Mul', ['x_hat', 'scale'], [plan.hasBias ? 'scaled' : 'y'])] : []),
    ...(plan.hasBias ? [node('Add', ['scaled', 'B'], ['y'])] : []),
  ];
  const constants: (readonly [string, string])[] = [
    ...(running
      ? ([
          ['mean', given(own.runningMean, 'zeros', statShape)],
          ['var', given(own.runningVar, 'ones', statShape)],
        ] as const)
      : [['axes', integers(reduced)] as const]),
    ['eps', scalar(plan.eps)],
    ...(correction === null ? [] : [['correction', scalar(correction)] as const]),
    ...(plan.hasWeight ? [['scale', given(own.weight, 'ones', paramShape)] as const] : []),
    ...(plan.hasBias ? [['B', given(own.bias, 'zeros', paramShape)] as const] : []),
  ];
  return {
    opset: 18,
    nodes,
    constants,
    notes: [writtenOut(plan, 'ONNX', 'LayerNormalization(axis), with the axis moved to the end,')],
  };
}

function operator(
  type: string,
  inputs: readonly string[],
  keywords: readonly Keyword[],
  outputs: readonly string[] = ['y'],
): Pick<Operator, 'nodes'> {
  const text = call('', [], keywords).slice(1, -1);
  return { nodes: [node(type, ['x', ...inputs], outputs, text ? [text] : [])] };
}

function node(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: readonly string[] = [],
): string {
  const list = (names: readonly string[]) => `[${names.map((name) => `"${name}"`).join(', ')}]`;
  return `helper.make_node(${[`"${type}"`, list(inputs), list(outputs), ...attributes].join(', ')})`;
}

function epsilon(plan: MomentsPlan): Keyword {
  return { name: 'epsilon', value: plan.eps, default: 1e-5 };
}

function count(plan: Plan): number {
  return plan.view.filter((dim) => dim.role === 'reduced').length;
}

/** `axis`: the first of the reduced ones, counted from the end. */
function firstAxis(plan: Plan): Keyword {
  return { name: 'axis', value: -count(plan), default: -1 };
}

function perChannel(own: OwnState, channels: number, bias: string): (readonly [string, string])[] {
  return [
    ['scale', given(own.weight, 'ones', [channels])],
    [bias, given(own.bias, 'zeros', [channels])],
  ];
}

const shaped = (shape: readonly number[]) =>
  numel(shape) === shape[0] && shape.length === 1 ? String(shape[0]) : tuple(shape);
/** A list of the layer's own in this shape, or what a new layer has. */
const given = (list: string | null, fresh: 'ones' | 'zeros', shape: readonly number[]) =>
  list
    ? `np.array(${list}, x.dtype)${shape.length > 1 ? `.reshape${tuple(shape)}` : ''}`
    : `np.${fresh}(${shaped(shape)}, x.dtype)`;
const integers = (values: readonly number[]) => `np.array([${values.join(', ')}], np.int64)`;
const scalar = (value: number) => `np.array(${value}, x.dtype)`;
