import path from 'node:path';
import { imageScript } from '../../core/io/image/imageTensor.ts';
import { shown } from '../../core/io/shown.ts';
import type { CheckpointFile } from '../workers/jobs.ts';
import type { WorkerPool } from '../workers/pool.ts';
import { checkAxes, runningOf, withAxes, type Found, type OpenOptions } from './findTensors.ts';

/**
 * Pictures as one tensor (N, C, H, W).
 * @param files  each by its path, and what a person knows it by
 * @throws InputError as readImages does; badLayout
 */
export async function findImages(
  pool: WorkerPool,
  files: readonly CheckpointFile[],
  options: OpenOptions & { readonly memoryBytes: number | null },
): Promise<Found> {
  const { memoryBytes, image, axes, file: handle } = options;
  const job = { kind: 'images', files, memoryBytes } as const;
  const found = await pool.run<'images'>(
    { ...job, ...(image ? { image } : {}) },
    runningOf(options),
  );
  const { tensor: x, spec, grey, remarks } = found;
  const names = files.map(({ path: at, name = at }) => path.basename(name));
  const [first] = files;
  const file = first!.name ?? first!.path;
  const called = axes ?? x.axes;
  checkAxes(file, x.shape, called);
  const again = { ...job, image: spec };
  return {
    file,
    listed: { member: '', shape: x.shape, dtype: 'uint8', bytes: x.data.byteLength },
    axes: called,
    script: imageScript(names, grey, spec, remarks),
    as: {
      ...(names.length > 1 && { name: shown(`${names[0]} + ${names.length - 1}`, 200) }),
      image: spec,
      ...(remarks.length > 0 && { remarks }),
      indexNames: { [called[0]!]: names, ...(!grey && { [called[1]!]: ['R', 'G', 'B'] }) },
    },
    ...(handle === undefined ? {} : { handle }),
    held: withAxes(found, called),
    read: async () => withAxes(await pool.run<'images'>(again), called),
  };
}
