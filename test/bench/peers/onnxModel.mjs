import { EPS } from './parameters.mjs';
import { float, integer, message } from './protobuf.mjs';

// Field numbers of onnx.proto.
const FLOAT32 = 1;
const INT64 = 7;
const OPSET = 17;

const attribute = {
  float: (name, value) => message(5, message(1, name), float(2, value), integer(20, 1)),
  int: (name, value) => message(5, message(1, name), integer(3, value), integer(20, 2)),
  ints: (name, values) =>
    message(5, message(1, name), ...values.map((value) => integer(8, value)), integer(20, 7)),
};

const node = (type, inputs, output, ...attributes) =>
  message(
    1,
    ...inputs.map((input) => message(1, input)),
    message(2, output),
    message(4, type),
    ...attributes,
  );

const initializer = (name, type, dims, values) =>
  message(
    5,
    ...dims.map((size) => integer(1, size)),
    integer(2, type),
    message(8, name),
    message(9, new Uint8Array(values.buffer)),
  );

const constant = (name, values, dims = [values.length]) =>
  initializer(name, FLOAT32, dims, Float32Array.from(values));

const shapeOf = (name, sizes) =>
  initializer(
    name,
    INT64,
    [sizes.length],
    BigInt64Array.from(sizes, (size) => BigInt(size)),
  );

const value = (field, name, shape) => {
  const dims = shape.map((size) => message(1, integer(1, size)));
  const type = message(1, integer(1, FLOAT32), message(2, ...dims));
  return message(field, message(1, name), message(2, type));
};

/**
 * BatchNorm's training mode is not in onnxruntime's inference builds, so it is written out with the fewest passes over x: mean, difference, sum of squares, one product,
 * one sum.
 */
function batchNorm({ shape, channel, values }, weight, bias) {
  const along = shape.map((size, axis) => (axis === channel ? size : 1));
  const axes = attribute.ints(
    'axes',
    shape.map((_, axis) => axis).filter((axis) => axis !== channel),
  );
  return [
    constant('w', weight, along),
    constant('b', bias, along),
    constant('n', [values / shape[channel]]),
    constant('eps', [EPS]),
    node('ReduceMean', ['x'], 'mean', axes),
    node('Sub', ['x', 'mean'], 'd'),
    node('ReduceSumSquare', ['d'], 'squares', axes),
    node('Div', ['squares', 'n'], 'variance'),
    node('Add', ['variance', 'eps'], 'shifted'),
    node('Sqrt', ['shifted'], 'std'),
    node('Div', ['w', 'std'], 'scale'),
    node('Mul', ['d', 'scale'], 'scaled'),
    node('Add', ['scaled', 'b'], 'y'),
  ];
}

/** As PyTorch's own exporter writes it: an InstanceNormalization of the groups, then γ and β. */
function groupNorm({ shape, groups }, weight, bias) {
  const along = shape.map((size, axis) => (axis === 1 ? size : 1));
  return [
    constant('w', weight, along),
    constant('b', bias, along),
    constant('ones', Array(groups).fill(1)),
    constant('zeros', Array(groups).fill(0)),
    shapeOf('split', [shape[0], groups, -1]),
    shapeOf('shape', shape),
    node('Reshape', ['x', 'split'], 'xs'),
    node('InstanceNormalization', ['xs', 'ones', 'zeros'], 'ys', attribute.float('epsilon', EPS)),
    node('Reshape', ['ys', 'shape'], 'unit'),
    node('Mul', ['unit', 'w'], 'scaled'),
    node('Add', ['scaled', 'b'], 'y'),
  ];
}

const fused = (type, weight, bias, ...attributes) => [
  constant('w', weight),
  constant('b', bias),
  node(type, ['x', 'w', 'b'], 'y', attribute.float('epsilon', EPS), ...attributes),
];

function nodesOf(workload, { weight, bias }) {
  switch (workload.norm) {
    case 'batch':
      return batchNorm(workload, weight, bias);
    case 'layer':
      return fused('LayerNormalization', weight, bias, attribute.int('axis', workload.channel));
    case 'instance':
      return fused('InstanceNormalization', weight, bias);
    default:
      return groupNorm(workload, weight, bias);
  }
}

/** The bytes of an ONNX model x → y that does a workload. */
export function onnxModel(workload, parameters) {
  const { shape } = workload;
  const nodes = nodesOf(workload, parameters);
  const graph = [message(2, 'bench'), ...nodes, value(11, 'x', shape), value(12, 'y', shape)];
  const opset = message(8, message(1, ''), integer(2, OPSET));
  return Buffer.concat([integer(1, 8), message(7, ...graph), opset]);
}
