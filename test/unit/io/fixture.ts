import { readFileSync } from 'node:fs';
import type { InputError } from '../../../core/errors.ts';
import type { Tensor, TensorData } from '../../../core/tensor/tensor.ts';

/** What a file holds: big-endian bits of every value, in hex. */
export interface Expected {
  readonly dtype: 'float32' | 'float64';
  readonly shape: readonly number[];
  readonly hex: string;
}

export interface ExpectedFile extends Expected {
  readonly file: string;
  readonly descr: string;
  readonly fortran: boolean;
  /** True when writeNpy has to give the file's own bytes. */
  readonly rewritten: boolean;
}

export interface Index {
  readonly files: readonly ExpectedFile[];
  readonly npz: { readonly x32: Expected; readonly x64: Expected };
  readonly safetensors: Readonly<Record<string, Expected>>;
}

const FOLDER = new URL('../../fixtures/npy/', import.meta.url);

/** A file that test/parity/npy.py wrote. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

export const index = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as Index;

/** A tensor in the fixtures' own terms. */
export function described({ data, shape }: Tensor): Expected {
  const dtype = data instanceof Float64Array ? 'float64' : 'float32';
  return { dtype, shape, hex: hexOf(data) };
}

/** The expectation without the fields that a tensor does not have. */
export const bare = ({ dtype, shape, hex }: Expected): Expected => ({ dtype, shape, hex });

function hexOf(data: TensorData): string {
  const width = data.BYTES_PER_ELEMENT;
  const view = new DataView(new ArrayBuffer(data.length * width));
  data.forEach((value, i) =>
    width === 8 ? view.setFloat64(i * 8, value) : view.setFloat32(i * 4, value),
  );
  return Buffer.from(view.buffer).toString('hex');
}

/** The code and message of what a call throws. */
export function failure(call: () => unknown): { code: unknown; message: string; name: string } {
  try {
    call();
  } catch (error) {
    const { code, message, name } = error as Error & { code?: unknown };
    return { code, message, name };
  }
  throw new Error('expected an error');
}

/** Code, words and details of what a call throws. */
export function refusal(call: () => unknown) {
  try {
    call();
  } catch (error) {
    const { code, message, details } = error as InputError;
    return { code, message, details };
  }
  throw new Error('expected an error');
}
