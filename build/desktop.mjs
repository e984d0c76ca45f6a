// npm run desktop: the Electron app or nothing.
import { bootstrap } from './bootstrap.mjs';
import { runDesktopApp } from './desktopApp.mjs';
import { findElectron } from './electronRuntime.mjs';
import { hasDisplay } from './platform.mjs';
import { runMain, SetupError } from './say.mjs';

const FETCH_SECONDS = 600;

await runMain(async () => {
  await bootstrap();
  if (!hasDisplay()) throw new SetupError('no display: set DISPLAY or WAYLAND_DISPLAY.');
  const { executable, reason } = await findElectron(FETCH_SECONDS);
  if (!executable) {
    throw new SetupError(
      `no Electron runtime: ${reason}. Connect to github.com, or set ELECTRON_OVERRIDE_DIST_PATH to ` +
        'an unpacked runtime or electron_config_cache to a folder with its zip; `npm run web` needs none.',
    );
  }
  return runDesktopApp(executable, process.argv.slice(2));
});
