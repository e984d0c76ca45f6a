import { permute } from '../../../tensor/permute.ts';
import { tensor } from '../../../tensor/tensor.ts';
import { storedView } from '../../groups.ts';
import type { WindowPlan } from '../../spec.ts';
import type { ChunkRun, ChunkUnit } from '../kind.ts';
import { localResponse } from './localResponse.ts';
import { noWindowTroubles, windowNotices } from './notices.ts';

/** One whole slice of the file's outermost axis: a window never reaches beyond a sample. */
export function chunk(plan: WindowPlan, fortran: boolean): ChunkUnit {
  const [, ...inner] = storedView(plan, fortran);
  return { together: inner.reduce((product, dim) => product * dim.size, 1), readingsApart: null };
}

/** Every cell by its own neighbours: chunks hold all channels of what they hold. */
export function alone(plan: WindowPlan, fortran: boolean): ChunkRun<WindowPlan> {
  const found = noWindowTroubles();
  const reversed = plan.shape.map((_, axis) => plan.shape.length - 1 - axis);
  return {
    normalize({ view }, x, y) {
      const stored = view.map((dim) => dim.size);
      const shape = fortran ? [...stored].reverse() : stored;
      const part = { ...plan, shape };
      const samples = shape[0] ?? 1;
      if (!fortran) return localResponse(x, part, 0, samples, y, found);
      const rowMajor = permute(tensor(x, stored), reversed);
      const out =
        x instanceof Float64Array ? new Float64Array(x.length) : new Float32Array(x.length);
      localResponse(rowMajor.data, part, 0, samples, out, found);
      y.set(permute(tensor(out, shape), reversed).data);
    },
    notices: () => windowNotices(plan, found),
  };
}
