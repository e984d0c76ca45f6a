import { Worker } from 'node:worker_threads';
import { InputError } from '../../core/errors.ts';
import type { Job, JobTypes } from './jobs.ts';
import type { JobAnswer, JobMessage, JobProgress } from './messages.ts';
import type { ReportProgress } from './progress.ts';
import { weigh } from './weigh.ts';

export interface PoolOptions {
  /** The built worker. */
  readonly entry: URL;
  /** Most workers at once; each is started when it is first needed. */
  readonly size: number;
  readonly workerData?: unknown;
  /** MiB of a worker's JavaScript heap, beside the tensors: beyond it the worker ends, and not the program. */
  readonly heap?: number;
}

export interface RunOptions {
  /** Name for cancel(). */
  readonly id?: string;
  /** Of the waiting jobs with one key only the newest is kept: the others fail with code "superseded". */
  readonly key?: string;
  /** Told now and then how far the job is. */
  readonly onProgress?: ReportProgress;
}

interface Task {
  readonly number: number;
  readonly job: Job;
  readonly options: RunOptions;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

interface Lane {
  readonly worker: Worker;
  task: Task | null;
}

/** MiB of a worker's heap: no file that is read, however wild, needs as much. */
const HEAP = 1024;

const cancelled = () => new InputError('cancelled', 'The computation was cancelled.');

/**
 * Worker threads for the service: started lazily, at most `size`, newest job of a key first, cancellable at any moment. A worker that dies
 * fails its own job and is replaced when the next one comes.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #lanes: Lane[] = [];
  #waiting: Task[] = [];
  #number = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Number of live workers. */
  get workers(): number {
    return this.#lanes.length;
  }

  /**
   * Does a job on some worker.
   * @throws InputError with the worker's code; "superseded", "cancelled" or "workerDied"
   */
  run<K extends keyof JobTypes>(
    job: JobTypes[K]['job'] & { kind: K },
    options: RunOptions = {},
  ): Promise<JobTypes[K]['result']> {
    if (this.#closed) return Promise.reject(new InputError('closed', 'The program is closing.'));
    return new Promise((resolve, reject) => {
      const task: Task = { number: ++this.#number, job, options, resolve, reject };
      const { key } = options;
      if (key !== undefined) this.#dropWaiting((other) => other.options.key === key, superseded);
      this.#waiting.push(task);
      this.#next();
    });
  }

  /** Stops a job, waiting or under way, within milliseconds: its worker is replaced. False when there is none of that id. */
  cancel(id: string): boolean {
    if (this.#dropWaiting((task) => task.options.id === id, cancelled)) return true;
    const lane = this.#lanes.find(({ task }) => task?.options.id === id);
    if (!lane) return false;
    this.#drop(lane, cancelled());
    void lane.worker.terminate();
    this.#next();
    return true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#dropWaiting(() => true, cancelled);
    const lanes = this.#lanes.splice(0);
    for (const lane of lanes) lane.task?.reject(cancelled());
    await Promise.all(lanes.map(({ worker }) => worker.terminate()));
  }

  #dropWaiting(matches: (task: Task) => boolean, error: () => InputError): boolean {
    const dropped = this.#waiting.filter(matches);
    this.#waiting = this.#waiting.filter((task) => !matches(task));
    for (const task of dropped) task.reject(error());
    return dropped.length > 0;
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const lane = this.#lanes.find(({ task }) => task === null) ?? this.#start();
    if (!lane) return;
    const task = this.#waiting.shift();
    if (!task) return;
    lane.task = task;
    lane.worker.ref();
    const message: JobMessage = { id: task.number, job: task.job };
    try {
      lane.worker.postMessage(message);
    } catch (error) {
      lane.task = null;
      task.reject(error instanceof Error ? error : new Error(String(error)));
      this.#next();
    }
  }

  #start(): Lane | null {
    if (this.#lanes.length >= this.#options.size) return null;
    const { entry, workerData, heap = HEAP } = this.#options;
    const resourceLimits = { maxOldGenerationSizeMb: heap };
    const worker = new Worker(entry, { workerData, resourceLimits });
    const lane: Lane = { worker, task: null };
    worker.unref();
    worker.on('message', (message: JobAnswer | JobProgress) => {
      if ('ok' in message) this.#finish(lane, message);
      else if (lane.task?.number === message.id)
        lane.task.options.onProgress?.(message.done, message.total);
    });
    worker.on('error', (error: Error) => this.#died(lane, error.message));
    worker.on('exit', (code) => this.#died(lane, `exit status ${code}`));
    this.#lanes.push(lane);
    return lane;
  }

  #finish(lane: Lane, answer: JobAnswer): void {
    const { task } = lane;
    if (task?.number !== answer.id) return;
    lane.task = null;
    lane.worker.unref();
    if (answer.ok) {
      weigh(answer.shared);
      task.resolve(answer.value as never);
    } else if (answer.code === null) task.reject(new Error(answer.message));
    else task.reject(new InputError(answer.code, answer.message, answer.details));
    this.#next();
  }

  #died(lane: Lane, reason: string): void {
    if (!this.#lanes.includes(lane)) return;
    this.#drop(lane, workerDied(lane.task?.job, reason));
    this.#next();
  }

  /** Takes a lane out and fails its job. */
  #drop(lane: Lane, error: InputError): void {
    const at = this.#lanes.indexOf(lane);
    if (at >= 0) this.#lanes.splice(at, 1);
    const { task } = lane;
    lane.task = null;
    task?.reject(error);
  }
}

/** @param job  what it was doing; a file that it read is named */
function workerDied(job: Job | undefined, reason: string): InputError {
  const file = job && 'path' in job ? (job.name ?? job.path) : null;
  const message = `The worker thread stopped (${reason}). Its memory may have run out: try again, or use a smaller tensor.`;
  if (file === null) return new InputError('workerDied', message, { reason });
  return new InputError('workerDied', `${file}: ${message}`, { reason, file });
}

function superseded(): InputError {
  return new InputError('superseded', 'A newer request took the place of this one.');
}
