import { workerData } from 'node:worker_threads';
import { BOARD, claimChunks, type CrewStart } from './board.ts';
import { instantiate } from './kernels.ts';

/** Turns of spinning before a helper thread parks: about 50 µs, the time between two tasks of one job. */
const SPINS = 20_000;

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
