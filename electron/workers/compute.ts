import { normalize } from '../../core/norm/normalize.ts';
import { permuted } from '../../core/tensor/permuted.ts';
import { numel, tensor, type Tensor } from '../../core/tensor/tensor.ts';
import type { ComputeJob, ComputeResult } from './jobs.ts';
import type { ReportProgress } from './progress.ts';
import type { LargeEngine } from './largeEngine.ts';
import { sharedLike } from './sharedTensor.ts';
import { showPlainly, type Show } from './shown.ts';
import { REFERENCE_KERNEL, type Kernel } from '../../core/norm/kinds/kernel.ts';

/** The input with its edited cells, in shared memory. */
function edited({ stored, edits }: ComputeJob): Tensor {
  if (edits.length === 0) return stored;
  const data = sharedLike(stored.data);
  data.set(stored.data);
  for (const [flat, value] of edits) data[flat] = value;
  return tensor(data, stored.shape, stored.axes);
}

/**
 * Runs a layer and prepares what is shown of it.
 * @param large  tried first; the reference kernel does what it does not
 * @param show   prepares input and output to be drawn
 */
export function compute(
  job: ComputeJob,
  report: ReportProgress,
  large: LargeEngine['normalize'] = () => null,
  show: Show = showPlainly,
): ComputeResult {
  const { spec, state, layout, withInput } = job;
  const stored = edited(job);
  const x = permuted(stored, layout);
  const shown: ReturnType<Show>[] = [];
  let showing = 0;
  const look = (inOrder: Tensor) => {
    if (!withInput || shown.length > 0) return;
    const start = performance.now();
    shown.push(show(inOrder));
    showing += performance.now() - start;
  };
  const start = performance.now();
  const result =
    large(spec, x, state, look) ??
    normalize(spec, x, state, progressKernel(numel(x.shape), report));
  const milliseconds = performance.now() - start - showing;
  look(x);
  const [input] = shown;
  return {
    x: input ? { tensor: stored, ...input } : null,
    result,
    y: show(result.output),
    milliseconds,
  };
}

/** Values between two reports: some milliseconds of work. */
const CHUNK = 1 << 20;

/**
 * The reference kernel, group range by group range with a report after each; groups are independent, so the result is the same.
 * @param values  of the whole input; both passes over it count
 */
function progressKernel(values: number, report: ReportProgress): Kernel {
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
    ...REFERENCE_KERNEL,
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
