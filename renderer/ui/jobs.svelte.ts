import type { HostEvents } from '../../electron/ipc/contract.ts';

type Progress = HostEvents['progress'];

/** A job that says nothing for so long is taken to have ended. */
const SILENCE = 3000;

/** Long jobs of the service that are under way. */
export class Jobs {
  list = $state.raw<readonly Progress[]>([]);
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** News of a job: its first, a later one or its last. */
  report(progress: Progress): void {
    const { job, done, total } = progress;
    clearTimeout(this.#timers.get(job));
    if (done >= total) return this.#end(job);
    this.#timers.set(
      job,
      setTimeout(() => this.#end(job), SILENCE),
    );
    const known = this.list.some((entry) => entry.job === job);
    this.list = known
      ? this.list.map((entry) => (entry.job === job ? progress : entry))
      : [...this.list, progress];
  }

  #end(job: string): void {
    this.#timers.delete(job);
    this.list = this.list.filter((entry) => entry.job !== job);
  }
}
