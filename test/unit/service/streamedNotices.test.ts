import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { expect, test } from 'vitest';
import { npyHeader, writeNpy } from '../../../core/io/npy.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { arithmeticOf } from '../../../core/norm/kinds/arithmetic.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerSpec, Mode } from '../../../core/norm/spec.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { isLargeNpy } from '../../../electron/service/streamFile.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { pathOf } = given;

/** Inputs of which something is to be said, by axes of four, three and two. */
const TROUBLES: Readonly<Record<string, (i: number) => number>> = {
  plain: (i) => ((i * 7919) % 23) - 11,
  constant: () => 3,
  zeros: () => 0,
  'a NaN': (i) => (i === 5 ? NaN : i),
  'an infinite value': (i) => (i === 7 ? -Infinity : i % 5),
  'a large offset': (i) => 1e7 + (i % 3),
  'squares beyond float32': (i) => ((i % 4) - 1.5) * 1e19,
};
const SHAPES = [
  [2, 4, 3, 2],
  [3, 4, 2],
  [2, 4],
  [1, 4, 2],
] as const;

const filled = (shape: readonly number[], value: (i: number) => number): Tensor => {
  const length = shape.reduce((product, size) => product * size, 1);
  return tensor(
    Float32Array.from({ length }, (_, i) => value(i)),
    shape,
  );
};

/** Whether a layer takes such an input at all, and in chunks. */
function takes(spec: LayerSpec, { shape, axes }: Tensor): boolean {
  try {
    const plan = planLayer(spec, shape, axes);
    // a layer that looks at more than the groups of its view is not run in chunks
    return arithmeticOf(plan).alone(plan, false) !== null || asMoments(plan)?.extra === null;
  } catch {
    return false;
  }
}

const CASES = Object.entries(TROUBLES).flatMap(([trouble, value]) =>
  SHAPES.map((shape) => ({ trouble, x: filled(shape, value) })),
);

test.each(['train', 'eval'] as readonly Mode[])(
  'a file in chunks is warned of all that it is warned of in memory, in %s',
  async (mode) => {
    let compared = 0;
    for (const [at, { trouble, x }] of CASES.entries()) {
      const file = pathOf(`${mode}-${at}.npy`);
      writeFileSync(file, writeNpy(x));
      const { tensors } = await given.service.tensors.open(file);
      for (const { name: layer } of LAYERS) {
        const options: LayerSpec['options'] = layer === 'GroupNorm' ? { num_groups: 2 } : {};
        const spec: LayerSpec = { layer, options, mode };
        if (!takes(spec, x)) continue;
        const channels = x.shape[1] ?? 1;
        const tracks = layer.startsWith('BatchNorm');
        const state: ComputeRequest['state'] = tracks
          ? { runningVar: Array.from({ length: channels }, (_, i) => (i === 1 ? 0 : 1)) }
          : undefined;
        const more = state ? { state } : {};
        const { result } = await given.service.run({ tensor: tensors[0]!.ref, spec, ...more });
        const streamed = await given.service.stream({
          file,
          output: pathOf('y.npy'),
          spec,
          ...more,
        });
        compared++;
        expect({ layer, trouble, shape: x.shape, warnings: streamed.warnings }).toEqual({
          layer,
          trouble,
          shape: x.shape,
          warnings: result.warnings,
        });
      }
      given.service.closeTensor(tensors[0]!.ref.kind === 'file' ? tensors[0]!.ref.handle : '');
    }
    expect(compared).toBeGreaterThan(100);
  },
  120_000,
);

test('a file that no array can hold goes in chunks, whatever the memory limit', async () => {
  const shape = [786_432, 1024];
  const file = pathOf('sparse.npy');
  const handle = openSync(file, 'w');
  const header = npyHeader('<f4', shape);
  writeSync(handle, header);
  // 3 GiB, of which the disk keeps nothing.
  ftruncateSync(handle, header.length + 3 * 2 ** 30);
  closeSync(handle);
  expect(await isLargeNpy(file, 12_289 * 2 ** 20)).toBe(true);
  expect(await isLargeNpy(file, 65_536 * 2 ** 20)).toBe(true);
  await expect(given.service.tensors.open(file, { memoryBytes: 65_536 * 2 ** 20 })).rejects.toThrow(
    /at most 2147483647 can be opened at once/,
  );
});
