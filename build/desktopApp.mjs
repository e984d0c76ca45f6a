import { callerDirectory, root } from './paths.mjs';
import { isRoot } from './platform.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** Starts the desktop app and waits for its end. @returns its exit status */
export async function runDesktopApp(executable, args = []) {
  if (isRoot) say('running as root: Electron starts with --no-sandbox');
  const flags = isRoot ? ['--no-sandbox'] : [];
  const { status } = await run(executable, [...flags, root, ...args], { cwd: callerDirectory });
  return status;
}
