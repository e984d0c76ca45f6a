import path from 'node:path';
import { inRoot } from '../../build/paths.mjs';

/** A path inside test/bench. */
export const benchPath = (...parts) => inRoot(path.join('test/bench', ...parts));

/** Where the bundled peers lie: below the installed packages, which nobody commits, lints or ships. */
export const bundledPath = (...parts) => benchPath('node_modules/.normscope', ...parts);
