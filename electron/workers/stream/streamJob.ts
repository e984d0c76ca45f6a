import { open } from 'node:fs/promises';
import { InputError } from '../../../core/errors.ts';
import { defaultAxes } from '../../../core/tensor/tensor.ts';
import { OutOfMemory } from '../engine/memory.ts';
import type { Engine, StartEngine } from '../engineStart.ts';
import { fileError, unwritable } from '../fileError.ts';
import { openOrdinary } from '../fileSource.ts';
import type { StreamJob, StreamResult } from '../jobs.ts';
import type { ReportProgress } from '../progress.ts';
import { weigh } from '../weigh.ts';
import { engineKernel, plainKernel, type ChunkKernel } from './chunkKernel.ts';
import { withFileName } from '../withFileName.ts';
import { npySink } from './npySink.ts';
import { npySource } from './npySource.ts';
import { streamNormalize, type Streamed } from './streamNormalize.ts';

/**
 * Normalizes a .npy file into another, which is complete and flushed when this returns. Who asked for it gives the
 * output its name, or removes it after a failure.
 * @throws InputError fileMissing, fileUnreadable, unwritable, memoryLimit, badLayout, and those of the format and the layer
 */
export async function streamJob(
  job: StreamJob,
  report: ReportProgress,
  startEngine: StartEngine,
): Promise<StreamResult> {
  const { path: file, name = file, temporary, output, memoryBytes } = job;
  const start = performance.now();
  const input = await withFileName(name, () => openOrdinary(file));
  try {
    const source = await withFileName(name, () => npySource(input, job.convertIntegers));
    const { shape, descr, fortranOrder, dataBytes } = source.header;
    const axes = job.axes ?? defaultAxes(shape.length);
    if (axes.length !== shape.length)
      throw new InputError(
        'badLayout',
        `${name} has ${shape.length} dimensions (${shape.join(', ')}), but the layout ${axes.join('')} names ${axes.length}. Name every dimension.`,
        { layout: axes.join(''), rank: shape.length },
      );
    const target = await open(temporary, 'wx').catch((error: unknown) => {
      throw unwritable(output, error);
    });
    const engine = startEngine(memoryBytes);
    try {
      const task = { spec: job.spec, state: job.state, axes, memoryBytes };
      const streamBy = async (kernel: ChunkKernel) => {
        const sink = await npySink(target, shape, source.wide, fortranOrder);
        const done = await streamNormalize(source, sink, task, kernel, report);
        await sink.flush();
        return done;
      };
      const plain = () => streamBy(plainKernelOf(source.wide));
      const streamed = await (engine
        ? streamBy(kernelOf(engine, source.wide)).catch(orElse(plain))
        : plain());
      await source.checkSame();
      const milliseconds = performance.now() - start;
      return { ...streamed, shape, axes, dtype: descr, bytes: dataBytes, milliseconds };
    } catch (error) {
      if (error instanceof InputError && /^file(?:Changed|Unreadable)$/.test(error.code))
        throw new InputError(error.code, `${name}: ${error.message}`, { file: name });
      throw isWrite(error)
        ? unwritable(output, error)
        : isSystem(error)
          ? fileError(name, error)
          : error;
    } finally {
      await target.close();
      await engine?.crew.close();
      weigh(engine?.memory.memory.buffer.byteLength ?? 0);
    }
  } finally {
    await input.close();
  }
}

const kernelOf = ({ memory, crew }: Engine, wide: boolean) => engineKernel(memory, crew, wide);

/** What an engine without memory has begun is done from the start: every byte of the output is written again. */
const orElse =
  (plain: () => Promise<Streamed>) =>
  (error: unknown): Promise<Streamed> => {
    if (error instanceof OutOfMemory) return plain();
    throw error;
  };

/** Where no engine can be had, float32 goes through the plain loops too. */
const plainKernelOf = (wide: boolean) =>
  wide ? plainKernel : { ...plainKernel, room: (length: number) => new Float32Array(length) };

const isSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
const isWrite = (error: unknown): boolean =>
  isSystem(error) &&
  ['write', 'fsync', 'fdatasync'].includes((error as NodeJS.ErrnoException).syscall ?? '');
