// npm run package [-- electron-builder's arguments]: installers into release/.
import { bootstrap } from './bootstrap.mjs';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';
import { runMain } from './say.mjs';

await runMain(async () => {
  await bootstrap();
  const config = ['--config', 'build/electron-builder.config.mjs', '--publish', 'never'];
  const args = [inRoot('node_modules/electron-builder/cli.js'), ...config];
  return (await runNode([...args, ...process.argv.slice(2)])).status;
});
