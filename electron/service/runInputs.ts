import { randomBytes } from 'node:crypto';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import { storedData } from '../../core/tensor/tensor.ts';
import type { ShownTensor } from '../workers/jobs.ts';

/** Inputs that are remembered, and their bytes; the newest always is. */
const KEEP = 4;
const KEEP_BYTES = 2 ** 30;

/** An input as a layer was fed, by a name of its own. */
export interface NamedInput extends ShownTensor {
  readonly name: string;
}

/** What of a request tells how its tensor is fed. */
type Fed = Pick<ComputeRequest, 'tensor' | 'layout' | 'edits'>;

/** Identifies plain data; numbers that JSON does not know are told apart. */
export function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'number' && !Number.isFinite(entry) ? `#${entry}` : entry,
  );
}

/** The latest inputs as layers were fed, so that a changed option does not cost their permutation and summary again. */
export class RunInputs {
  readonly #kept = new Map<string, NamedInput>();

  get(request: Fed): NamedInput | null {
    return this.#kept.get(inputKey(request)) ?? null;
  }

  /** Lets go what was kept about a tensor. */
  forget(ref: TensorRef): void {
    const start = inputKey({ tensor: ref }).slice(0, keyOf(ref).length + 2);
    for (const key of this.#kept.keys()) if (key.startsWith(start)) this.#kept.delete(key);
  }

  /**
   * Keeps an input as the newest.
   * @param most  bytes that may be kept; the newest always is
   * @returns     the input by its name, which no other one has
   */
  set(request: Fed, shown: ShownTensor | NamedInput, most = KEEP_BYTES): NamedInput {
    const key = inputKey(request);
    const input = 'name' in shown ? shown : { ...shown, name: randomBytes(12).toString('hex') };
    this.#kept.delete(key);
    this.#kept.set(key, input);
    let bytes = 0;
    for (const [rank, [each, { tensor }]] of [...this.#kept].reverse().entries()) {
      bytes += storedData(tensor).byteLength;
      if (rank > 0 && (rank >= KEEP || bytes > Math.min(most, KEEP_BYTES))) this.#kept.delete(each);
    }
    return input;
  }
}

function inputKey({ tensor, layout, edits }: Fed): string {
  return keyOf([tensor, layout ?? null, edits ?? []]);
}
