import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { LayerName } from '../../core/norm/layers.ts';
import type { LayerState, Mode, RunningStatistics } from '../../core/norm/spec.ts';
import type { LayerOptions } from '../../core/norm/view.ts';
import type { TensorData } from '../../core/tensor/tensor.ts';

/** An array as layers.py packs it. */
export interface Packed {
  readonly dtype: 'float32' | 'float64';
  readonly data: string;
}

export interface PackedRunning {
  readonly mean: Packed;
  readonly var: Packed;
  readonly numBatchesTracked: number;
}

/** One layer that is called once or several times, and what PyTorch made of it. */
export interface LayerCase {
  readonly layer: LayerName;
  readonly options: LayerOptions;
  readonly shape: readonly number[];
  readonly state: {
    readonly weight?: Packed;
    readonly bias?: Packed;
    readonly running?: PackedRunning;
    /** What comes in beside x. */
    readonly inputs?: Readonly<Record<string, Packed & { readonly shape: readonly number[] }>>;
  };
  readonly calls: readonly {
    readonly mode: Mode;
    readonly x: Packed;
    readonly y: Packed;
    readonly running?: PackedRunning;
  }[];
}

/** A situation in which PyTorch refuses, and its message. */
export interface LayerFailure {
  readonly layer: LayerName;
  readonly options: LayerOptions;
  readonly shape: readonly number[];
  readonly mode: Mode;
  readonly message: string;
}

export interface LayerFixture {
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly LayerCase[];
  readonly failures: readonly LayerFailure[];
}

/** What test/parity/layers.py and atlas.py wrote. */
export function readLayerFixture(): LayerFixture {
  const [torch, atlas] = ['layers', 'atlas'].map((name) => {
    const packed = readFileSync(new URL(`../fixtures/${name}.json.gz`, import.meta.url));
    return JSON.parse(gunzipSync(packed).toString()) as LayerFixture;
  });
  if (!torch || !atlas) throw new Error('layerFixture: two files were expected');
  return { ...torch, cases: [...torch.cases, ...atlas.cases] };
}

/** The values of a packed array, in its own type. */
export function unpack({ dtype, data }: Packed): TensorData {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return dtype === 'float64' ? new Float64Array(bytes.buffer) : new Float32Array(bytes.buffer);
}

/** The values of a packed array in float64. */
export function unpack64(packed: Packed): Float64Array {
  return Float64Array.from(unpack(packed));
}

export function unpackRunning(packed: PackedRunning): RunningStatistics {
  return {
    mean: unpack64(packed.mean),
    var: unpack64(packed.var),
    numBatchesTracked: packed.numBatchesTracked,
  };
}

/** The state in which a case is called first. */
export function stateOf({ state }: LayerCase): LayerState {
  const { weight, bias, running, inputs = {} } = state;
  return {
    weight: weight ? unpack(weight) : null,
    bias: bias ? unpack(bias) : null,
    running: running ? unpackRunning(running) : null,
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, packed]) => [
        name,
        { shape: packed.shape, data: unpack(packed) },
      ]),
    ),
  };
}
