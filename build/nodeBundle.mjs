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

/** The page's side of the browser host: one script of its own, before the app's. */
export const webClientBundle = {
  configFile: false,
  root: inRoot('.'),
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: inRoot('dist'),
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { 'web/client': inRoot('electron/web/client/client.ts') },
      output: { format: 'esm', entryFileNames: '[name].js' },
    },
  },
};

/** What stands in a hand-out: one script without imports, small. */
export const pageBundle = {
  configFile: false,
  root: inRoot('.'),
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: inRoot('dist'),
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: { 'page/page': inRoot('electron/page/page.ts') },
      output: { format: 'iife', entryFileNames: '[name].js', codeSplitting: false },
    },
  },
};
