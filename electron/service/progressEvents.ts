import type { ReportProgress } from '../workers/progress.ts';
import type { Host } from './host.ts';

/** Jobs that are done sooner tell nothing: a bar that flashes by is worse than none. */
const QUIET = 300;

/**
 * Tells the window of a job's progress as `progress` events.
 * @param job    its name for jobs.cancel
 * @param label  what it works on, for a person
 * @param bytes  size of its input; the units of the reports when null, and none when 'counted'
 * @param now    milliseconds from any origin
 */
export function progressEvents(
  host: Host,
  job: string,
  label: string,
  bytes: number | null | 'counted',
  now: () => number = () => performance.now(),
): ReportProgress {
  const start = now();
  return (done, total) => {
    const elapsed = now() - start;
    if (elapsed < QUIET) return;
    const perUnit = bytes === 'counted' ? 0 : bytes === null ? 1 : bytes / Math.max(1, total);
    const bytesPerSecond = (done * perUnit * 1000) / elapsed;
    const secondsLeft = done > 0 ? ((total - done) * elapsed) / (done * 1000) : null;
    host.emit('progress', { job, label, done, total, bytesPerSecond, secondsLeft });
  };
}
