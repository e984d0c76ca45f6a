import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';
import { say } from './say.mjs';

const EXAMPLES = ['nlp', 'image'];

/** What `npm start` does without a display: both examples' reports. @returns the exit status */
export async function writeReports() {
  say('no display here, so the reports of both examples go to reports/ instead of a window');
  for (const example of EXAMPLES) {
    const args = ['report', '--example', example, '--out', inRoot('reports')];
    const { status } = await runNode([inRoot('dist/cli/cli.js'), ...args]);
    if (status !== 0) return status;
  }
  return 0;
}
