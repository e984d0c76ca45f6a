import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Crew } from '../../../electron/workers/engine/crew.ts';
import { TensorMemory } from '../../../electron/workers/engine/memory.ts';

/**
 * The engine of the built program.
 * @param folder   dist/
 * @param threads  the caller's included
 */
export async function startEngine(folder, threads) {
  const dist = pathToFileURL(folder);
  const module = new WebAssembly.Module(fs.readFileSync(new URL('wasm/kernels.wasm', dist)));
  const memory = new TensorMemory();
  const crew = new Crew(memory, module, threads - 1, new URL('workers/crewWorker.js', dist));
  // Helper threads take a while to start; the program starts them early, too.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { memory, crew };
}
