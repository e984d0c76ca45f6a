import { availableParallelism } from 'node:os';
import { Crew } from './engine/crew.ts';
import { TensorMemory } from './engine/memory.ts';
import { kernelModule } from './kernelModule.ts';

/** Threads beside the worker that has the job. */
const MOST_HELPERS = 7;

/** The WebAssembly engine: its memory and its threads. */
export interface Engine {
  readonly memory: TensorMemory;
  readonly crew: Crew;
}

/** Starts an engine within so many bytes; null where it cannot be had, and the plain loops have to do. */
export type StartEngine = (limitBytes?: number) => Engine | null;

/** @param dist  folder with the built kernels and the helper threads' program */
export function engineStarter(dist: URL): StartEngine {
  return (limitBytes) => {
    try {
      const module = kernelModule(dist);
      const helpers = Math.min(MOST_HELPERS, availableParallelism() - 1);
      const entry = new URL('workers/crewWorker.js', dist);
      const memory = new TensorMemory(limitBytes);
      return { memory, crew: new Crew(memory, module, helpers, entry) };
    } catch {
      return null;
    }
  };
}
