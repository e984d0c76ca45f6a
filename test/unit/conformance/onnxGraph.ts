import type { Tensor } from '../../../core/tensor/tensor.ts';

/** Values and their shape, row-major. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Attributes = Readonly<Record<string, number>>;
type Operator = (inputs: readonly Values[], attributes: Attributes) => Values;

const count = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
const scalar = (value: number): Values => ({ shape: [], data: [value] });

/** Every index of a shape, in row-major order. */
function* indices(shape: readonly number[]): Generator<readonly number[]> {
  for (let flat = 0; flat < count(shape); flat++) {
    const index = shape.map(() => 0);
    for (let axis = shape.length - 1, rest = flat; axis >= 0; axis--) {
      index[axis] = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    yield index;
  }
}

/** The value that broadcasting puts at an index of a longer shape. */
function at({ shape, data }: Values, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  return data[shape.reduce((flat, size, i) => flat * size + (size === 1 ? 0 : own[i]!), 0)]!;
}

const elementwise =
  (of: (a: number, b: number) => number): Operator =>
  ([a, b]) => {
    const rank = Math.max(a!.shape.length, b!.shape.length);
    const padded = (shape: readonly number[]) => [
      ...Array<number>(rank - shape.length).fill(1),
      ...shape,
    ];
    const [left, right] = [padded(a!.shape), padded(b!.shape)];
    const shape = left.map((size, i) => {
      if (size !== right[i] && size !== 1 && right[i] !== 1)
        throw new Error(`shapes ${left.join()} and ${right.join()} do not broadcast`);
      return Math.max(size, right[i]!);
    });
    return { shape, data: [...indices(shape)].map((index) => of(at(a!, index), at(b!, index))) };
  };

const each =
  (of: (value: number) => number): Operator =>
  ([x]) => ({ shape: x!.shape, data: x!.data.map(of) });

const [add, sub, mul, div] = [
  elementwise((a, b) => a + b),
  elementwise((a, b) => a - b),
  elementwise((a, b) => a * b),
  elementwise((a, b) => a / b),
] as const;
const root = each(Math.sqrt);

/** Mean over the axes, which keep a size of 1. */
function mean(x: Values, axes: readonly number[]): Values {
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const sums = new Float64Array(count(shape));
  const places = [...indices(shape)].map((index) => index.join());
  for (const index of indices(x.shape)) {
    const kept = index.map((i, axis) => (axes.includes(axis) ? 0 : i)).join();
    sums[places.indexOf(kept)]! += at(x, index);
  }
  return { shape, data: [...sums].map((sum) => (sum * sums.length) / x.data.length) };
}

/** (x − mean) / √(variance + eps), with one mean and one variance for what the axes leave. */
function normalized(x: Values, axes: readonly number[], eps: number): Values {
  const deviations = sub([x, mean(x, axes)], {});
  const variance = mean(mul([deviations, deviations], {}), axes);
  return div([deviations, root([add([variance, scalar(eps)], {})], {})], {});
}

/** One value a channel, which lies at position 1. */
const perChannel = (values: Values, rank: number): Values => ({
  shape: [values.data.length, ...Array<number>(rank - 2).fill(1)],
  data: values.data,
});

function affine(x: Values, scale: Values, bias: Values | undefined): Values {
  const scaled = mul([x, scale], {});
  return bias ? add([scaled, bias], {}) : scaled;
}

const from = (first: number, rank: number) =>
  Array.from({ length: rank }, (_, axis) => axis).slice(first < 0 ? rank + first : first);

/** Operators by ONNX's documentation, as far as programs use them. @source onnx.ai/onnx/operators */
const OPERATORS: Readonly<Record<string, Operator>> = {
  Add: add,
  Sub: sub,
  Mul: mul,
  Div: div,
  Sqrt: root,
  ReduceMean: ([x, axes], { noop_with_empty_axes: noop = 0 }) =>
    axes!.data.length === 0 && noop === 1
      ? x!
      : mean(x!, axes!.data.length === 0 ? from(0, x!.shape.length) : axes!.data),
  LayerNormalization: ([x, scale, bias], { axis = -1, epsilon = 1e-5 }) =>
    affine(normalized(x!, from(axis, x!.shape.length), epsilon), scale!, bias),
  RMSNormalization: ([x, scale], { axis = -1, epsilon = 1e-5 }) => {
    const squares = mean(mul([x!, x!], {}), from(axis, x!.shape.length));
    return affine(
      div([x!, root([add([squares, scalar(epsilon)], {})], {})], {}),
      scale!,
      undefined,
    );
  },
  GroupNormalization: ([x, scale, bias], { num_groups: groups = 1, epsilon = 1e-5 }) => {
    const [samples = 1, channels = 1, ...rest] = x!.shape;
    const split = [samples, groups, (channels / groups) * count(rest)];
    const found = normalized({ shape: split, data: x!.data }, [2], epsilon);
    const rank = x!.shape.length;
    const whole = { shape: x!.shape, data: found.data };
    return affine(whole, perChannel(scale!, rank), perChannel(bias!, rank));
  },
  InstanceNormalization: ([x, scale, bias], { epsilon = 1e-5 }) => {
    const rank = x!.shape.length;
    const found = normalized(x!, from(2, rank), epsilon);
    return affine(found, perChannel(scale!, rank), perChannel(bias!, rank));
  },
  BatchNormalization: ([x, scale, bias, m, v], { epsilon = 1e-5, training_mode: trains = 0 }) => {
    const rank = x!.shape.length;
    const axes = from(0, rank).filter((axis) => axis !== 1);
    const stored = () => {
      const below = root([add([perChannel(v!, rank), scalar(epsilon)], {})], {});
      return div([sub([x!, perChannel(m!, rank)], {}), below], {});
    };
    const found = trains === 1 ? normalized(x!, axes, epsilon) : stored();
    return affine(found, perChannel(scale!, rank), perChannel(bias!, rank));
  },
};

const names = (list: string) => [...list.matchAll(/"([^"]*)"/g)].map(([, name]) => name!);

/** `np.array([1, 2], x.dtype).reshape(2, 1)`, `np.ones((2, 1), x.dtype)`, `np.array(0.5, x.dtype)`. */
function constant(text: string): Values {
  const made = /^np\.(ones|zeros)\(\(?([\d, ]+)\)?, x\.dtype\)$/.exec(text);
  const sizes = (list: string) => (list.match(/\d+/g) ?? []).map(Number);
  if (made) {
    const shape = sizes(made[2]!);
    return { shape, data: Array<number>(count(shape)).fill(made[1] === 'ones' ? 1 : 0) };
  }
  const one = /^np\.array\((-?[\d.e+-]+), x\.dtype\)$/.exec(text);
  if (one) return scalar(Number(one[1]));
  const list = /^np\.array\(\[([^\]]*)\], (?:x\.dtype|np\.int64)\)(?:\.reshape\(([^)]*)\))?$/.exec(
    text,
  );
  if (!list) throw new Error(`not understood: ${text}`);
  const data = (list[1]!.match(/-?[\d.]+(?:e[+-]?\d+)?/g) ?? []).map(Number);
  return { shape: list[2] ? sizes(list[2]) : [data.length], data };
}

/**
 * What a graph makes of x, node by node.
 * @param constants  further inputs by name, and the lines that make them
 * @param nodes      `helper.make_node("Add", ["x", "eps"], ["y"], axis=-1)`
 * @throws Error at a line that it does not understand
 */
export function evaluateGraph(
  x: Pick<Tensor, 'shape' | 'data'>,
  constants: readonly (readonly [name: string, text: string])[],
  nodes: readonly string[],
): Values {
  const known = new Map<string, Values>([['x', { shape: x.shape, data: [...x.data] }]]);
  for (const [name, text] of constants) known.set(name, constant(text));
  for (const text of nodes) {
    const parts = /^helper\.make_node\("(\w+)", \[([^\]]*)\], \[([^\]]*)\](.*)\)$/.exec(text);
    const operator = parts && OPERATORS[parts[1]!];
    if (!operator) throw new Error(`not understood: ${text}`);
    const inputs = names(parts[2]!).map((name) => {
      const found = known.get(name);
      if (!found) throw new Error(`${name} is made nowhere: ${text}`);
      return found;
    });
    const attributes = Object.fromEntries(
      [...parts[4]!.matchAll(/(\w+)=(-?[\d.e+-]+)/g)].map(([, name, value]) => [
        name,
        Number(value),
      ]),
    );
    known.set(names(parts[3]!)[0]!, operator(inputs, attributes));
  }
  const y = known.get('y');
  if (!y) throw new Error('no node makes y');
  return y;
}
