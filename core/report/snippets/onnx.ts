import { programsOf } from '../../norm/kinds/programs.ts';
import type { MomentsPlan, Plan } from '../../norm/spec.ts';
import type { OwnState } from '../../program/dialect.ts';
import { given, operator, type Graph } from '../../program/onnx.ts';
import { program, type Keyword } from '../../program/python.ts';
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
export const ONNX_LAYERS: Programs<Graph> = {
  BatchNorm1d: batchOperator,
  BatchNorm2d: batchOperator,
  BatchNorm3d: batchOperator,
  SyncBatchNorm: batchOperator,
  LayerNorm: ({ own }, plan) => ({
    opset: 17,
    ...operator('LayerNormalization', ['scale', 'B'], [firstAxis(plan), epsilon(plan, EPSILON)]),
    constants: [
      ['scale', given(own.weight, 'ones', plan.shape.slice(lastAxes(plan)[0]))],
      ['B', given(own.bias, 'zeros', plan.shape.slice(lastAxes(plan)[0]))],
    ],
  }),
  RMSNorm: ({ own }, plan) => ({
    opset: 23,
    ...operator('RMSNormalization', ['scale'], [firstAxis(plan), epsilon(plan, EPSILON)]),
    constants: [['scale', given(own.weight, 'ones', plan.shape.slice(lastAxes(plan)[0]))]],
  }),
  GroupNorm: ({ own }, plan) => ({
    opset: 21,
    ...operator(
      'GroupNormalization',
      ['scale', 'bias'],
      [{ name: 'num_groups', value: plan.spec.options.num_groups ?? 1 }, epsilon(plan, EPSILON)],
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

function operatorOf(input: SnippetInput): Graph {
  return programOf(ONNX_LAYERS, input) ?? fromPrimitives(input);
}

/** What no operator computes, from the elementary ones. */
function fromPrimitives({ plan, own }: SnippetInput): Graph {
  const why = writtenOut(plan, 'ONNX', 'LayerNormalization(axis), with the axis moved to the end,');
  const graph = programsOf(plan).onnx(plan, own);
  if (!graph) throw new RangeError(`onnx: ${plan.spec.layer} is shown only where ONNX has it`);
  return { notes: [why], ...graph };
}

function instanceOperator(input: SnippetInput, plan: MomentsPlan): Graph {
  // by its running statistics it is the inference form of batch normalization
  if (plan.source === 'running') return batchOperator(input, plan);
  const { own } = input;
  return {
    opset: 22,
    ...operator('InstanceNormalization', ['scale', 'B'], [epsilon(plan, EPSILON)]),
    constants: perChannel(own, plan.shape[isUnbatched(plan) ? 0 : 1] ?? 1, 'B'),
  };
}

function batchOperator({ own }: SnippetInput, plan: MomentsPlan): Graph {
  const channels = plan.shape[channelAxis(plan)] ?? 1;
  const training = plan.source === 'batch';
  const momentum = training && plan.tracks ? oldMomentum(plan) : null;
  const keywords: Keyword[] = [
    epsilon(plan, EPSILON),
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

/** ONNX's own eps. */
const EPSILON = 1e-5;

/** `axis`: the first of the reduced ones, counted from the end. */
function firstAxis(plan: Plan): Keyword {
  return { name: 'axis', value: lastAxes(plan)[0]!, default: -1 };
}

function perChannel(own: OwnState, channels: number, bias: string): (readonly [string, string])[] {
  return [
    ['scale', given(own.weight, 'ones', [channels])],
    [bias, given(own.bias, 'zeros', [channels])],
  ];
}
