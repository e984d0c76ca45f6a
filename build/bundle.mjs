// Makes dist/: the renderer, the Node programs, the preload, the kernels and the rasteriser's fonts.
import fs from 'node:fs';
import { build } from 'vite';
import { nodeBundle, preloadBundle, webClientBundle } from './nodeBundle.mjs';
import { inRoot } from './paths.mjs';

const optional = async (file, name) =>
  fs.existsSync(inRoot(file)) ? (await import(`../${file}`))[name]() : undefined;

fs.rmSync(inRoot('dist'), { recursive: true, force: true });
if (fs.existsSync(inRoot('renderer/index.html')))
  await build({ configFile: inRoot('vite.config.ts'), logLevel: 'warn' });
for (const config of [nodeBundle, preloadBundle, webClientBundle]) {
  const { input } = config.build.rolldownOptions;
  for (const [name, file] of Object.entries(input)) if (!fs.existsSync(file)) delete input[name];
  if (Object.keys(input).length > 0) await build(config);
}
fs.mkdirSync(inRoot('dist'), { recursive: true });
fs.copyFileSync(inRoot('build/icons/256x256.png'), inRoot('dist/icon.png'));
await optional('build/wasm.mjs', 'buildWasm');
await optional('build/fonts.mjs', 'copyFonts');
