import { parentPort } from 'node:worker_threads';
import { InputError } from '../../core/errors.ts';
import { compute } from './compute.ts';
import type { Job, JobAnswer, JobMessage } from './jobs.ts';
import { load } from './load.ts';

/** The buffers of an answer that may be moved instead of copied. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const entry of Object.values(value)) buffersOf(entry, found);
  }
  return found;
}

async function run(job: Job): Promise<unknown> {
  switch (job.kind) {
    case 'compute':
      return compute(job);
    case 'load':
      return load(job);
    default:
      return job satisfies never;
  }
}

parentPort?.on('message', (message: JobMessage) => {
  void answer(message);
});

async function answer({ id, job }: JobMessage): Promise<void> {
  let reply: JobAnswer;
  try {
    reply = { id, ok: true, value: await run(job) };
  } catch (error) {
    const input = error instanceof InputError ? error : null;
    const message = error instanceof Error ? error.message : String(error);
    reply = { id, ok: false, code: input?.code ?? null, message, details: input?.details ?? {} };
  }
  parentPort?.postMessage(reply, reply.ok ? [...buffersOf(reply.value)] : []);
}
