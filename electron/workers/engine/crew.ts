import { Worker } from 'node:worker_threads';
import {
  endChunks,
  instantiate,
  runChunk,
  TASKS,
  type Kernels,
  type TaskArgs,
  type TaskName,
} from './kernels.ts';
import { BOARD, claimChunks, CLOSED, failure, type CrewStart } from './board.ts';
import type { TensorMemory } from './memory.ts';

/** A job was cancelled between two chunks. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  constructor() {
    super('The computation was cancelled.');
  }
}

const SCRATCH_BYTES = 1 << 20;
/** Chunks below this many are not worth a wake-up. */
const SHARED_FROM = 2;
/** Turns of waiting for the others awake, some 0.1 ms: they end at nearly the same time, and to be woken takes half as long. */
const SPINS = 40_000;
/** All of a task's chunks take less than a second: a helper that counts none for so long is dead. */
const PATIENCE = 20_000;

/**
 * The caller and its helper threads over one shared memory. run() divides a task into chunks that all threads claim one by one, and
 * returns when all are done. Chunks do not depend on the number of threads, and so the result does not.
 */
export class Crew {
  readonly threads: number;
  readonly kernels: Kernels;
  /** Set it to 1, from any thread, to stop. */
  readonly cancelFlag: Int32Array;
  readonly #board: Int32Array;
  readonly #workers: Worker[] = [];
  readonly #scratch: number;
  #sequence = 0;

  /**
   * @param helpers  threads beside the caller; 0 keeps all work on the caller
   * @param entry    the built crewWorker
   * @param cancel   one shared int32; a value other than 0 stops between two chunks
   */
  constructor(
    memory: TensorMemory,
    module: WebAssembly.Module,
    helpers: number,
    entry: URL,
    cancelFlag: Int32Array = new Int32Array(new SharedArrayBuffer(4)),
  ) {
    this.threads = helpers + 1;
    this.kernels = instantiate(module, memory.memory);
    this.#board = memory.int32(memory.allocate(BOARD.WORDS * 4), BOARD.WORDS);
    this.#board.fill(0);
    Atomics.store(this.#board, BOARD.NEXT, CLOSED);
    this.#scratch = memory.allocate(SCRATCH_BYTES);
    this.cancelFlag = cancelFlag;
    for (let i = 0; i < helpers; i++) {
      const start: CrewStart = {
        memory: memory.memory,
        module,
        board: this.#board.byteOffset,
        scratch: memory.allocate(SCRATCH_BYTES),
        cancel: this.cancelFlag,
      };
      const worker = new Worker(entry, { workerData: start });
      worker.unref();
      // What becomes of a helper shows in the chunks that it counts, or does not.
      worker.on('error', () => {});
      this.#workers.push(worker);
    }
  }

  /** Bytes of memory that a task may use on every thread. */
  get scratchBytes(): number {
    return SCRATCH_BYTES;
  }

  /**
   * Does all chunks of a task.
   * @param spread  false keeps the work on this thread
   * @throws Cancelled, or the error of a helper thread
   */
  run(task: TaskName, args: TaskArgs, spread: boolean): void {
    const chunks = Math.ceil(args.total / args.size);
    if (!spread || this.threads === 1 || chunks < SHARED_FROM) {
      try {
        for (let chunk = 0; chunk < chunks; chunk++) {
          if (Atomics.load(this.cancelFlag, 0) !== 0) throw new Cancelled();
          runChunk(this.kernels, TASKS[task], chunk, args, this.#scratch);
        }
      } finally {
        endChunks(this.kernels, TASKS[task], args.job);
      }
      return;
    }
    this.#announce(TASKS[task], args, chunks);
    claimChunks(this.kernels, this.#board, this.cancelFlag, this.#scratch);
    this.#awaitHelpers();
    Atomics.store(this.#board, BOARD.NEXT, CLOSED);
    if (Atomics.load(this.cancelFlag, 0) !== 0) throw new Cancelled();
    const message = failure(this.#board);
    if (message !== null) throw new Error(`A thread of the engine failed: ${message}`);
  }

  /** Stops the helper threads. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #announce(task: number, args: TaskArgs, chunks: number): void {
    const board = this.#board;
    // A helper that woke late for the task before may still be reading: it finds nothing to claim and leaves.
    const deadline = Date.now() + PATIENCE;
    while (Atomics.load(board, BOARD.ACTIVE) !== 0) if (Date.now() > deadline) throw stuck();
    board[BOARD.TASK] = task;
    board[BOARD.CHUNKS] = chunks;
    board[BOARD.ARGS] = args.job;
    board[BOARD.ARGS + 1] = args.size;
    board[BOARD.ARGS + 2] = args.total;
    board[BOARD.ARGS + 3] = args.group;
    board[BOARD.ARGS + 4] = args.a;
    board[BOARD.ARGS + 5] = args.b;
    board[BOARD.ARGS + 6] = args.c;
    Atomics.store(board, BOARD.FAILED, 0);
    Atomics.store(board, BOARD.DONE, 0);
    Atomics.store(board, BOARD.NEXT, 0);
    this.#sequence = (this.#sequence + 1) | 0;
    Atomics.store(board, BOARD.SEQUENCE, this.#sequence);
    Atomics.notify(board, BOARD.SEQUENCE);
  }

  /** Waits until every chunk that was claimed is done. */
  #awaitHelpers(): void {
    const board = this.#board;
    const chunks = board[BOARD.CHUNKS] ?? 0;
    let spins = SPINS;
    let deadline = Date.now() + PATIENCE;
    for (;;) {
      const done = Atomics.load(board, BOARD.DONE);
      if (done >= chunks) return;
      if (spins-- > 0) continue;
      const state = Atomics.wait(board, BOARD.DONE, done, 5);
      if (state !== 'timed-out') deadline = Date.now() + PATIENCE;
      else if (Date.now() > deadline) throw stuck();
    }
  }
}

function stuck(): Error {
  return new Error('A thread of the engine does not answer any more. Start the program again.');
}
