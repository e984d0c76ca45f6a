import { open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readNpy } from '../../../core/io/npy.ts';
import type { LayerSpec, LayerState } from '../../../core/norm/spec.ts';
import type { Tensor } from '../../../core/tensor/tensor.ts';
import { engineKernel } from '../../../electron/workers/stream/chunkKernel.ts';
import { npySink } from '../../../electron/workers/stream/npySink.ts';
import { npySource } from '../../../electron/workers/stream/npySource.ts';
import {
  streamNormalize,
  type Streamed,
} from '../../../electron/workers/stream/streamNormalize.ts';
import type { EngineForTest } from '../engine/engineForTest.ts';

/** What a run in chunks makes of a file of these bytes, over real files in the folder. */
export async function streamedIn(
  folder: string,
  engine: EngineForTest,
  bytes: Uint8Array,
  spec: LayerSpec,
  memoryBytes: number,
  state: LayerState = {},
): Promise<Streamed & { output: Tensor }> {
  const from = path.join(folder, 'x.npy');
  const to = path.join(folder, 'y.npy');
  await writeFile(from, bytes);
  const input = await open(from);
  const output = await open(to, 'w');
  try {
    const source = await npySource(input, false);
    const { shape, fortranOrder } = source.header;
    const sink = await npySink(output, shape, source.wide, fortranOrder);
    const axes = shape.map((_, i) => 'NCDHW'[i] ?? '');
    const kernel = engineKernel(engine.memory, engine.crews[0]!, source.wide);
    const task = { spec, state, axes, memoryBytes };
    const done = await streamNormalize(source, sink, task, kernel, () => undefined);
    await sink.flush();
    return { ...done, output: readNpy(new Uint8Array(await readFile(to))).tensor };
  } finally {
    await input.close();
    await output.close();
  }
}
