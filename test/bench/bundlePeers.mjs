import { build } from 'vite';
import { nodeBundle } from '../../build/nodeBundle.mjs';
import { benchPath, bundledPath } from './paths.mjs';

/** Peers that are made of Normscope's own TypeScript. */
const OURS = ['engine', 'simdCopy', 'typescript', 'pool'];

/** Bundles them as the app's own programs are bundled. */
export async function bundlePeers() {
  const input = Object.fromEntries(OURS.map((name) => [name, benchPath(`peers/${name}.mjs`)]));
  await build({
    ...nodeBundle,
    build: {
      ...nodeBundle.build,
      outDir: bundledPath(),
      emptyOutDir: true,
      rolldownOptions: { ...nodeBundle.build.rolldownOptions, input },
    },
  });
}
