import { normalize } from '../../core/norm/normalize.ts';
import { permuteToAxes } from '../../core/tensor/permute.ts';
import { summarize } from '../../core/tensor/summary.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import { displayTensor } from './displayTensor.ts';
import type { ComputeJob, ComputeResult } from './jobs.ts';

/** The input as the layer is fed: edited cells, then the axes in the order of the layout. */
function fed({ stored, edits, layout }: ComputeJob): Tensor {
  if (edits.length === 0) return permuteToAxes(stored, layout);
  const data = stored.data.slice();
  for (const [flat, value] of edits) data[flat] = value;
  return permuteToAxes(tensor(data, stored.shape, stored.axes), layout);
}

/** Runs a layer and prepares what is shown of it. */
export function compute(job: ComputeJob): ComputeResult {
  const x = fed(job);
  const start = performance.now();
  const result = normalize(job.spec, x, job.state);
  const milliseconds = performance.now() - start;
  return {
    x,
    result,
    display: { x: displayTensor(x), y: displayTensor(result.output) },
    summary: { x: summarize(x.data), y: summarize(result.output.data) },
    milliseconds,
  };
}
