import { REFERENCE_KERNEL, type Kernel } from '../../../core/norm/kinds/kernel.ts';
import { emptyMoments } from '../../../core/norm/kinds/moments/moments.ts';
import type { Geometry as Merged } from '../../../core/norm/mergeAxes.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import { borrowing } from './borrowed.ts';
import { runCells } from './cells.ts';
import type { Crew } from './crew.ts';
import { execute, gatherMoments } from './engine.ts';
import { geometryOf } from './geometry.ts';
import { inputOf, parametersOf } from './job.ts';
import type { Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';
import { runWindows, windowsFit } from './windows.ts';

/** Values of a part that a thread looks through. */
const PART = 1 << 16;

/** All values as one group, or as groups of so many. */
const groupsOf = (groups: number, groupSize: number): Merged => ({
  kept: groups === 1 ? [] : [{ size: groups, stride: groupSize, paramStride: 0 }],
  reduced: [{ size: groupSize, stride: 1, paramStride: 0 }],
  groups,
  groupSize,
});

/**
 * The loops over x by the WebAssembly kernels, for layers that are made of several; the reference kernel's where they do not fit.
 * @param x  copied to y when it does not live in the memory, and done there in place: no loop reads a cell after it has been written
 * @param y  the output, in the memory
 */
export function engineKernel(
  memory: TensorMemory,
  crew: Crew,
  x: TensorData,
  y: TensorData,
  limits: Limits,
): Kernel {
  const isHere = memory.addressOf(x) !== null;
  if (!isHere) y.set(x);
  const bytes = x instanceof Float64Array ? 8 : 4;
  /** Of x or y, or of a part of them; null for others. */
  const addressOf = (data: TensorData) => {
    if (data.BYTES_PER_ELEMENT !== bytes) return null;
    const within = data.byteOffset - x.byteOffset;
    const among = data.buffer === x.buffer && within >= 0 && within < x.byteLength;
    return !isHere && among ? y.byteOffset + within : memory.addressOf(data);
  };
  /** What was written cell by cell, and last, and holds no value that is not finite. */
  let finite: TensorData | null = null;
  const kernel: Kernel = {
    moments(data, merged, center, from, to, out) {
      const [geometry, at] = [geometryOf(merged), addressOf(data)];
      if (!geometry || at === null || to - from < merged.groups)
        return REFERENCE_KERNEL.moments(data, merged, center, from, to, out);
      borrowing(memory, (blocks) => {
        const input = inputOf(blocks, geometry, { x: at, y: 0, bytes });
        gatherMoments(memory, crew, { ...input, center, given: false }, limits);
        out.mean.set(memory.read64(input.mean, merged.groups));
        out.squares.set(memory.read64(input.squares, merged.groups));
      });
    },
    apply(data, merged, statistics, parameters, from, to, out) {
      finite = null;
      const [geometry, at, target] = [geometryOf(merged), addressOf(data), addressOf(out)];
      if (!geometry || at === null || target === null || to - from < merged.groups)
        return REFERENCE_KERNEL.apply(data, merged, statistics, parameters, from, to, out);
      borrowing(memory, (blocks) => {
        const input = inputOf(blocks, geometry, { x: at, y: target, bytes });
        memory.write64(input.mean, statistics.mean);
        memory.write64(input.rstd, statistics.rstd);
        execute(
          memory,
          crew,
          { ...input, ...parametersOf(blocks, { geometry, bytes }, parameters) },
          limits,
        );
      });
    },
    cells(data, law, out) {
      finite = null;
      const [at, target] = [addressOf(data), addressOf(out)];
      if (at === null || target === null || bytes === 8)
        return REFERENCE_KERNEL.cells(data, law, out);
      const place = { x: at, y: target, values: data.length };
      const lost = borrowing(memory, (blocks) =>
        runCells(memory, crew, blocks, law, place, limits),
      );
      if (!lost) finite = out;
    },
    localResponse(data, plan, from, to, out, found) {
      finite = null;
      const [at, target] = [addressOf(data), addressOf(out)];
      const samples = plan.shape[0] ?? 1;
      const fits = windowsFit(crew, plan.shape[plan.reducedDims[0] ?? 1] ?? 1);
      if (
        at === null ||
        target === null ||
        to - from < samples ||
        plan.beta === 0 ||
        !fits ||
        bytes === 8
      )
        return REFERENCE_KERNEL.localResponse(data, plan, from, to, out, found);
      const troubled = borrowing(memory, (blocks) =>
        runWindows(memory, crew, blocks, plan, { x: at, y: target }, limits),
      );
      for (const sample of troubled)
        REFERENCE_KERNEL.localResponse(data, plan, sample, sample + 1, out, found);
    },
    holdsNotFinite(values) {
      if (addressOf(values) === null) return REFERENCE_KERNEL.holdsNotFinite(values);
      if (values === finite) return false;
      // such a value spoils the sum of all squares
      const lost = (part: TensorData, geometry: Merged) => {
        const found = emptyMoments(geometry);
        kernel.moments(part, geometry, false, 0, geometry.groups, found);
        return !found.squares.every(Number.isFinite);
      };
      const parts = Math.floor(values.length / PART);
      const rest = values.subarray(parts * PART);
      if (parts > 0 && lost(values.subarray(0, parts * PART), groupsOf(parts, PART))) return true;
      return rest.length > 0 && lost(rest, groupsOf(1, rest.length));
    },
    unrounded: (out) => (addressOf(out) === null ? REFERENCE_KERNEL.unrounded(out) : out),
  };
  return kernel;
}
