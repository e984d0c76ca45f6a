import { REFERENCE_KERNEL, type Kernel } from '../../core/norm/kinds/moments/kernel.ts';
import type { ReportProgress } from './progress.ts';

/** Values between two reports: some milliseconds of work. */
const CHUNK = 1 << 20;

/**
 * The reference kernel, group range by group range with a report after each; groups are independent, so the result is the same.
 * @param values  of the whole input; both passes over it count
 */
export function progressKernel(values: number, report: ReportProgress): Kernel {
  let done = 0;
  const inRanges = (
    geometry: { readonly groupSize: number },
    from: number,
    to: number,
    work: (from: number, to: number) => void,
  ) => {
    const step = Math.max(1, Math.floor(CHUNK / geometry.groupSize));
    for (let at = from; at < to; at += step) {
      const end = Math.min(at + step, to);
      work(at, end);
      done += (end - at) * geometry.groupSize;
      report(done, values * 2);
    }
  };
  return {
    moments: (data, geometry, center, from, to, out) =>
      inRanges(geometry, from, to, (start, end) =>
        REFERENCE_KERNEL.moments(data, geometry, center, start, end, out),
      ),
    apply: (data, geometry, statistics, parameters, from, to, out) =>
      inRanges(geometry, from, to, (start, end) =>
        REFERENCE_KERNEL.apply(data, geometry, statistics, parameters, start, end, out),
      ),
  };
}
