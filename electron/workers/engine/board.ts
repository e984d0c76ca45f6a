import { endChunks, runChunk, type Kernels } from './kernels.ts';

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
  /** Length in bytes of the failure's message, then the message itself. */
  MESSAGE: 16,
  WORDS: 128,
} as const;

/** Value of NEXT while no task is open: every claim comes to nothing. */
export const CLOSED = 1 << 30;

const MESSAGE_BYTES = (BOARD.WORDS - BOARD.MESSAGE - 1) * 4;

/** What a helper thread is started with. */
export interface CrewStart {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly board: number;
  readonly scratch: number;
  readonly cancel: Int32Array;
}

/**
 * Claims and does chunks until none is left. The numbers of the task are read after a claim, which only an announced task
 * grants. They count as done when the last of them is, those of a cancelled or failed task too, so that nobody waits for ever.
 */
export function claimChunks(
  kernels: Kernels,
  board: Int32Array,
  cancel: Int32Array,
  scratch: number,
): void {
  const word = (at: number) => board[at] ?? 0;
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      fail(board, error instanceof Error ? error.message : String(error));
    }
  };
  let claimed = 0;
  for (;;) {
    const chunk = Atomics.add(board, BOARD.NEXT, 1);
    if (chunk >= CLOSED || chunk >= word(BOARD.CHUNKS)) break;
    claimed++;
    const args = {
      job: word(BOARD.ARGS),
      size: word(BOARD.ARGS + 1),
      total: word(BOARD.ARGS + 2),
      group: word(BOARD.ARGS + 3),
      a: word(BOARD.ARGS + 4),
      b: word(BOARD.ARGS + 5),
      c: word(BOARD.ARGS + 6),
    };
    if (Atomics.load(cancel, 0) === 0)
      attempt(() => runChunk(kernels, word(BOARD.TASK), chunk, args, scratch));
  }
  if (claimed === 0) return;
  attempt(() => endChunks(kernels, word(BOARD.TASK), word(BOARD.ARGS)));
  const done = Atomics.add(board, BOARD.DONE, claimed) + claimed;
  if (done >= word(BOARD.CHUNKS)) Atomics.notify(board, BOARD.DONE);
}

/** The first failure of a task leaves its message. */
function fail(board: Int32Array, message: string): void {
  if (Atomics.compareExchange(board, BOARD.FAILED, 0, 1) !== 0) return;
  const text = new TextEncoder().encode(message).subarray(0, MESSAGE_BYTES);
  const at = board.byteOffset + (BOARD.MESSAGE + 1) * 4;
  new Uint8Array(board.buffer, at, MESSAGE_BYTES).set(text);
  board[BOARD.MESSAGE] = text.length;
}

/** The message that a failed task left; null when it did not fail. */
export function failure(board: Int32Array): string | null {
  if (Atomics.load(board, BOARD.FAILED) === 0) return null;
  const at = board.byteOffset + (BOARD.MESSAGE + 1) * 4;
  const text = new Uint8Array(board.buffer, at, board[BOARD.MESSAGE] ?? 0).slice();
  return new TextDecoder().decode(text);
}
