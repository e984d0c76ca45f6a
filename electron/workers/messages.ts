import type { ErrorCode } from '../../core/errors.ts';
import type { Job } from './jobs.ts';

/** What the service starts every worker with. */
export interface WorkerSetup {
  /** Address of dist/, where the engine lies. */
  readonly dist: string;
}

/** From the pool to a worker. */
export interface JobMessage {
  readonly id: number;
  readonly job: Job;
}

/** From a worker to the pool while it works. */
export interface JobProgress {
  readonly id: number;
  readonly done: number;
  readonly total: number;
}

/** From a worker to the pool when it is done. */
export type JobAnswer =
  | {
      readonly id: number;
      readonly ok: true;
      readonly value: unknown;
      /** Bytes of shared memory in the value. */
      readonly shared: number;
    }
  | {
      readonly id: number;
      readonly ok: false;
      /** Null when the error is no fault of the input. */
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly details: Readonly<Record<string, string | number>>;
    };
