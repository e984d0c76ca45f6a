import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { nodeBundle } from '../../../build/nodeBundle.mjs';
import { buildWasm } from '../../../build/wasm.mjs';
import { Crew } from '../../../electron/workers/engine/crew.ts';
import { TensorMemory } from '../../../electron/workers/engine/memory.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCES = ['core/kernels', 'electron/workers/engine', 'build'];
const CREW = 'workers/crewWorker';

/** Files that the engine's build is made of, by name and content. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES)
    for (const name of readdirSync(path.join(root, folder)).sort())
      if (/\.m?[jt]s$/.test(name)) hash.update(readFileSync(path.join(root, folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** A folder like dist/ with the kernels and the crew's program, built once for every state of their sources. */
export async function engineFolder(): Promise<URL> {
  const parent = path.join(root, 'node_modules', '.tmp');
  const folder = path.join(parent, `engine-${hashOfSources()}`);
  if (!existsSync(folder)) {
    mkdirSync(parent, { recursive: true });
    const made = mkdtempSync(path.join(parent, 'engine-new-'));
    const { build: options } = nodeBundle;
    const input = { [CREW]: path.join(root, 'electron/workers/engine/crewWorker.ts') };
    await build({
      ...nodeBundle,
      build: { ...options, outDir: made, rolldownOptions: { ...options.rolldownOptions, input } },
    } as InlineConfig);
    await buildWasm(path.join(made, 'wasm/kernels.wasm'));
    try {
      renameSync(made, folder);
    } catch {
      // another test file was faster
      await rm(made, { recursive: true });
    }
  }
  return pathToFileURL(`${folder}/`);
}

/** The engine's parts, as many crews over one memory as asked for. */
export interface EngineForTest {
  readonly memory: TensorMemory;
  readonly module: WebAssembly.Module;
  readonly crews: readonly Crew[];
  close(): Promise<void>;
}

/** @param helpers  for every crew, its threads beside the caller */
export async function startEngine(helpers: readonly number[]): Promise<EngineForTest> {
  const folder = await engineFolder();
  const file = readFileSync(new URL('wasm/kernels.wasm', folder));
  const module = new WebAssembly.Module(new Uint8Array(file));
  const memory = new TensorMemory();
  const entry = new URL(`${CREW}.js`, folder);
  const crews = helpers.map((count) => new Crew(memory, module, count, entry));
  return {
    memory,
    module,
    crews,
    async close() {
      await Promise.all(crews.map((crew) => crew.close()));
    },
  };
}
