import { INPUT_NAMES, isInputName } from '../../core/norm/furtherInput.ts';
import type { TensorRef } from '../../core/request.ts';
import { requestOf } from '../../core/verify/explore.ts';
import type { Known } from '../../core/verify/verification.ts';
import type { VerifyReply, VerifyRequest } from '../ipc/types.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { TensorStore } from './tensors.ts';

/** What may be known beside x and y. */
export const PARTS = ['weight', 'bias', 'runningMean', 'runningVar', ...INPUT_NAMES] as const;

/** What verifies pairs of opened tensors. */
export interface PairVerifier {
  readonly pool: WorkerPool;
  readonly tensors: Pick<TensorStore, 'get'>;
}

/**
 * Finds the layer that made y of x, with the pictures that a window shows.
 * @param id  of the job, to cancel it
 * @throws InputError unknownTensor, verify-shape, cancelled, and those of reading
 */
export async function verifyPair(
  { pool, tensors }: PairVerifier,
  request: VerifyRequest,
  id: string,
): Promise<VerifyReply> {
  const read = async (ref: TensorRef) => (await tensors.get(ref)).tensor;
  const [x, y] = [await read(request.x), await read(request.y)];
  const parts = await Promise.all(
    PARTS.flatMap((part) => {
      const ref = request[part];
      return ref ? [read(ref).then((tensor) => [part, tensor] as const)] : [];
    }),
  );
  const [beside, own] = [true, false].map((wanted) =>
    Object.fromEntries(parts.filter(([part]) => isInputName(part) === wanted)),
  );
  const known: Known = {
    ...own,
    inputs: beside ?? {},
    ...(request.eps === undefined ? {} : { eps: request.eps }),
    axes: x.axes,
  };
  const start = performance.now();
  const found = await pool.run<'verifyShown'>({ kind: 'verifyShown', x, y, known }, { id });
  const { explanations, nearMisses } = found.verification;
  const all = [...explanations, ...nearMisses];
  return {
    verification: found.verification,
    x: found.x,
    y: found.y,
    entries: found.entries.map(({ difference, ...parameters }, i) => ({
      difference,
      shown: requestOf(all[i]!, request.x, x.axes, parameters, { ...known, refs: request }),
    })),
    milliseconds: performance.now() - start,
  };
}
