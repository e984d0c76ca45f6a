import { builtinModules } from 'node:module';
import { inRoot } from './paths.mjs';

/** Stay in node_modules: native code, and what Electron itself provides. */
const EXTERNAL = ['electron', '@napi-rs/canvas', 'ws'];
const BUILTIN = builtinModules.flatMap((name) => [name, `node:${name}`]);

/** Every output lies exactly one folder deep, so `new URL('../x/y.js', import.meta.url)` means dist/x/y.js. */
const ENTRIES = {
  'main/main': 'electron/main/main.ts',
  'workers/worker': 'electron/workers/worker.ts',
  'workers/crewWorker': 'electron/workers/engine/crewWorker.ts',
  'workers/rasterWorker': 'electron/workers/rasterWorker.ts',
  'cli/cli': 'electron/cli/cli.ts',
  'web/server': 'electron/web/server.ts',
};

const bundle = (input, output) => ({
  configFile: false,
  root: inRoot('.'),
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, external: EXTERNAL },
  build: {
    ssr: true,
    target: 'node20',
    outDir: inRoot('dist'),
    emptyOutDir: false,
    minify: false,
    rolldownOptions: { input, output, external: [...EXTERNAL, ...BUILTIN] },
  },
});

/** Everything that runs on Node, as ES modules that share chunks. */
export const nodeBundle = bundle(
  Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, inRoot(file)])),
  { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
);

/** The preload: a sandboxed one may load a single CommonJS file only. */
export const preloadBundle = bundle(
  { 'preload/preload': inRoot('electron/preload/preload.ts') },
  { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
);

/** One script of its own for a page. */
const script = (name, file, output, minify) => ({
  configFile: false,
  root: inRoot('.'),
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: inRoot('dist'),
    emptyOutDir: false,
    minify,
    rolldownOptions: {
      input: { [name]: inRoot(file) },
      output: { entryFileNames: '[name].js', ...output },
    },
  },
});

/** The page's side of the browser host, before the app's. */
export const webClientBundle = script(
  'web/client',
  'electron/web/client/client.ts',
  { format: 'esm' },
  false,
);

/** What stands in a hand-out: without imports, small. */
export const pageBundle = script(
  'page/page',
  'electron/page/page.ts',
  { format: 'iife', codeSplitting: false },
  true,
);
