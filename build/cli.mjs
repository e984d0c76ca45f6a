// npm run cli -- …: stdout, stdin and the exit status are the command line's own.
import { bootstrap } from './bootstrap.mjs';
import { callerDirectory, inRoot } from './paths.mjs';
import { runNode } from './run.mjs';
import { runMain } from './say.mjs';

await runMain(async () => {
  await bootstrap();
  const args = [inRoot('dist/cli/cli.js'), ...process.argv.slice(2)];
  return (await runNode(args, { cwd: callerDirectory })).status;
});
