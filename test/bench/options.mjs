import { parseArgs } from 'node:util';
import { SetupError } from '../../build/say.mjs';

export const USAGE = `npm run bench -- [--only TEXT] [--quick] [--no-write]

  --only TEXT   only the workloads and sections whose names contain TEXT (upper and lower case are one);
                writes no RESULTS.md
  --quick       few repetitions: to see that it works; writes no RESULTS.md
  --no-write    print only`;

/** What the command line asks for. @throws SetupError on words that it does not know */
export function readOptions(words) {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        only: { type: 'string', default: '' },
        quick: { type: 'boolean', default: false },
        'no-write': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const { only, quick, help } = values;
    const matches = (name) => name.toLowerCase().includes(only.toLowerCase());
    return { only, quick, help, matches, write: !values['no-write'] && !quick && only === '' };
  } catch (error) {
    throw new SetupError(`${error.message}\n${USAGE}`);
  }
}
