import { Mt19937 } from './mt19937.ts';

/**
 * One stream of random numbers: every draw continues where the last one ended, so that a script of several
 * `rand` and `randn` gives the tensors that the same script gives in PyTorch. The only thing in core that
 * changes as it is used.
 */
export interface Generator {
  readonly seed: number;
  readonly engine: Mt19937;
  /** The second value of the last Box–Muller pair, kept for the next small randn; null when used up. */
  cachedNormal: number | null;
}

/**
 * The generator after `torch.manual_seed(seed)`.
 * @param seed  an integer within ±(2^53 − 1); PyTorch uses its low 32 bits only
 * @throws RangeError when the seed is not such an integer
 */
export function manualSeed(seed: number): Generator {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`manualSeed: expected an integer within ±(2^53 − 1), got ${seed}`);
  return { seed, engine: new Mt19937(seed), cachedNormal: null };
}
