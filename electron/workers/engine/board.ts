import { runChunk, type Kernels } from './kernels.ts';

/** Words of the board in the shared memory where the caller announces a task. */
export const BOARD = {
  SEQUENCE: 0,
  TASK: 1,
  CHUNKS: 2,
  NEXT: 3,
  DONE: 4,
  FAILED: 5,
  /** Helper threads that may be reading the board. */
  ACTIVE: 6,
  ARGS: 7,
  WORDS: 16,
} as const;

/** Value of NEXT while no task is open: every claim comes to nothing. */
export const CLOSED = 1 << 30;

/** What a helper thread is started with. */
export interface CrewStart {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly board: number;
  readonly scratch: number;
  readonly cancel: Int32Array;
}

/**
 * Claims and does chunks until none is left. A cancelled or failed task still counts its chunks as done, so that nobody waits for ever.
 */
export function claimChunks(
  kernels: Kernels,
  board: Int32Array,
  cancel: Int32Array,
  scratch: number,
): void {
  const word = (at: number) => board[at] ?? 0;
  const task = word(BOARD.TASK);
  const chunks = word(BOARD.CHUNKS);
  const args = {
    job: word(BOARD.ARGS),
    size: word(BOARD.ARGS + 1),
    total: word(BOARD.ARGS + 2),
    group: word(BOARD.ARGS + 3),
    a: word(BOARD.ARGS + 4),
    b: word(BOARD.ARGS + 5),
    c: word(BOARD.ARGS + 6),
  };
  for (;;) {
    const chunk = Atomics.add(board, BOARD.NEXT, 1);
    if (chunk >= chunks) return;
    try {
      if (Atomics.load(cancel, 0) === 0) runChunk(kernels, task, chunk, args, scratch);
    } catch {
      Atomics.store(board, BOARD.FAILED, 1);
    }
    if (Atomics.add(board, BOARD.DONE, 1) + 1 >= chunks) Atomics.notify(board, BOARD.DONE);
  }
}
