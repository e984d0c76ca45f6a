import type { ComputeRequest } from '../../core/request.ts';
import type { ShownTensor } from '../workers/jobs.ts';

/** Inputs that are remembered, and their bytes; the newest always is. */
const KEEP = 4;
const KEEP_BYTES = 2 ** 30;

/** Identifies plain data; numbers that JSON does not know are told apart. */
export function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'number' && !Number.isFinite(entry) ? `#${entry}` : entry,
  );
}

/** The latest inputs as layers were fed, so that a changed option does not cost their permutation and summary again. */
export class RunInputs {
  readonly #kept = new Map<string, ShownTensor>();

  get(request: ComputeRequest): ShownTensor | null {
    return this.#kept.get(inputKey(request)) ?? null;
  }

  set(request: ComputeRequest, input: ShownTensor): void {
    const key = inputKey(request);
    this.#kept.delete(key);
    this.#kept.set(key, input);
    let bytes = 0;
    for (const [rank, [each, { tensor }]] of [...this.#kept].reverse().entries()) {
      bytes += tensor.data.byteLength;
      if (rank > 0 && (rank >= KEEP || bytes > KEEP_BYTES)) this.#kept.delete(each);
    }
  }

  /** Forgets the inputs of an opened tensor, whose random handle is part of their keys. */
  forget(handle: string): void {
    for (const key of this.#kept.keys()) if (key.includes(handle)) this.#kept.delete(key);
  }
}

function inputKey({ tensor, layout, edits }: ComputeRequest): string {
  return keyOf([tensor, layout ?? null, edits ?? []]);
}
