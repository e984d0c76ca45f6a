import type { WindowPlan } from '../../../core/norm/spec.ts';
import { localResponse } from '../../../core/norm/kinds/window/kernel.ts';
import type { WindowTroubles } from '../../../core/norm/kinds/window/notices.ts';
import { permute } from '../../../core/tensor/permute.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { NormalizeChunk } from './chunkKernel.ts';

/** LocalResponseNorm on chunks that hold all channels of what they hold; troubles are added to `found`. */
export function windowKernel(
  layer: WindowPlan,
  fortran: boolean,
  found: WindowTroubles,
): NormalizeChunk<WindowPlan> {
  const rank = layer.shape.length;
  const reversed = Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  return (chunk, x, y) => {
    const stored = chunk.view.map((dim) => dim.size);
    const shape = fortran ? [...stored].reverse() : stored;
    const part = { ...layer, shape };
    const samples = shape[0] ?? 1;
    if (!fortran) {
      localResponse(x, part, 0, samples, y, found);
      return null;
    }
    const rowMajor = permute(tensor(x, stored), reversed);
    const out = x instanceof Float64Array ? new Float64Array(x.length) : new Float32Array(x.length);
    localResponse(rowMajor.data, part, 0, samples, out, found);
    y.set(permute(tensor(out, shape), reversed).data);
    return null;
  };
}
