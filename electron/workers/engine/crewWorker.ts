import { workerData } from 'node:worker_threads';
import { BOARD, claimChunks, type CrewStart } from './board.ts';
import { instantiate } from './kernels.ts';

/**
 * Turns of spinning before a helper thread parks: about a millisecond, which is more than lies between two jobs of a batch. A parked thread may be
 * woken on the processor of the caller, where it gets no turn until the job is done.
 */
const SPINS = 400_000;

const start = workerData as CrewStart;
const kernels = instantiate(start.module, start.memory);
const board = new Int32Array(start.memory.buffer, start.board, BOARD.WORDS);

let seen = 0;
for (;;) {
  let spins = SPINS;
  while (Atomics.load(board, BOARD.SEQUENCE) === seen && spins > 0) spins--;
  if (Atomics.load(board, BOARD.SEQUENCE) === seen) Atomics.wait(board, BOARD.SEQUENCE, seen);
  seen = Atomics.load(board, BOARD.SEQUENCE);
  Atomics.add(board, BOARD.ACTIVE, 1);
  claimChunks(kernels, board, start.cancel, start.scratch);
  Atomics.sub(board, BOARD.ACTIVE, 1);
}
