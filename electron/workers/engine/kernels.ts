/** The exports of the WebAssembly module built from core/kernels. */
export interface Kernels {
  reducedInner(job: number, from: number, to: number, tile: number, scratch: number): void;
  writeGathered(job: number): void;
  keptInner(job: number, from: number, to: number, scratch: number): void;
  groupMoments(job: number, from: number, to: number, scratch: number): void;
  columnMoments(job: number, from: number, to: number, scratch: number): void;
  partialMoments(
    job: number,
    group: number,
    from: number,
    to: number,
    out: number,
    scratch: number,
  ): void;
  applyGroup(job: number, group: number, from: number, to: number): void;
  columnPivots(job: number, block: number, pivots: number): void;
  addRows(
    job: number,
    block: number,
    from: number,
    to: number,
    pivots: number,
    sums: number,
    lanes: number,
  ): void;
  addParts(job: number, sums: number, parts: number): void;
  finishColumns(job: number, block: number, pivots: number, sums: number, scratch: number): void;
  writeRows(job: number, block: number, from: number, to: number, table: number): void;
  cells(job: number, from: number, to: number, scratch: number): void;
  cellsThenInner(cells: number, job: number, from: number, to: number, scratch: number): void;
  windows(job: number, from: number, to: number, scratch: number): void;
  widen(from: number, to: number, values: number, brain: number): void;
  finishAll(job: number, from: number, to: number): void;
  addBlocks(
    from: number,
    length: number,
    pool: number,
    sum: number,
    low: number,
    high: number,
  ): void;
  pieceMoments(from: number, length: number, out: number): void;
  copy(to: number, from: number, bytes: number): void;
  simdCopy(to: number, from: number, bytes: number): void;
}

/** An instance of the kernels over a shared memory; every thread has its own. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const abort = () => {
    throw new Error('the kernel stopped');
  };
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as Kernels;
}

/** Chunked tasks: one list for the caller and for its helper threads. */
export const TASKS = {
  reducedInner: 0,
  keptInner: 1,
  partialMoments: 2,
  applyRuns: 3,
  addRows: 4,
  applyRows: 5,
  simdCopy: 6,
  groupMoments: 7,
  columnMoments: 8,
  cells: 9,
  windows: 10,
  widen: 11,
  cellsThenInner: 12,
} as const;

export type TaskName = keyof typeof TASKS;

/** A task's numbers; what a, b and c mean is the task's own. */
export interface TaskArgs {
  readonly job: number;
  /** Units (groups, runs, rows, bytes) in a chunk, and in all. */
  readonly size: number;
  readonly total: number;
  /** Group or block, for tasks that divide a single one. */
  readonly group: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Ends what the chunks that a thread has done of a task left open. */
export function endChunks(kernels: Kernels, task: number, job: number): void {
  if (task === TASKS.reducedInner || task === TASKS.cellsThenInner) kernels.writeGathered(job);
}

/** Does chunk `chunk` of a task; `scratch` is this thread's own memory. */
export function runChunk(
  kernels: Kernels,
  task: number,
  chunk: number,
  args: TaskArgs,
  scratch: number,
): void {
  const from = chunk * args.size;
  const to = Math.min(from + args.size, args.total);
  switch (task) {
    case TASKS.reducedInner: // a: groups in a tile
      return kernels.reducedInner(args.job, from, to, args.a, scratch);
    case TASKS.keptInner:
      return kernels.keptInner(args.job, from, to, scratch);
    case TASKS.partialMoments: // a: two float64 for every chunk
      return kernels.partialMoments(args.job, args.group, from, to, args.a + chunk * 16, scratch);
    case TASKS.applyRuns:
      return kernels.applyGroup(args.job, args.group, from, to);
    case TASKS.addRows: // a: pivots; b: sums, c bytes for every chunk
      return kernels.addRows(
        args.job,
        args.group,
        from,
        to,
        args.a,
        args.b + chunk * args.c,
        scratch,
      );
    case TASKS.applyRows:
      return kernels.writeRows(args.job, args.group, from, to, scratch);
    case TASKS.simdCopy: // a: to; b: from
      return kernels.simdCopy(args.a + from, args.b + from, to - from);
    case TASKS.groupMoments:
      return kernels.groupMoments(args.job, from, to, scratch);
    case TASKS.columnMoments:
      return kernels.columnMoments(args.job, from, to, scratch);
    case TASKS.cells:
      return kernels.cells(args.job, from, to, scratch);
    case TASKS.cellsThenInner: // a: the job of the cells
      return kernels.cellsThenInner(args.a, args.job, from, to, scratch);
    case TASKS.windows:
      return kernels.windows(args.job, from, to, scratch);
    case TASKS.widen: // group: 1 for bfloat16; a: from; b: to
      return kernels.widen(args.a + from * 2, args.b + from * 4, to - from, args.group);
    default:
      throw new Error(`unknown task ${task}`);
  }
}
