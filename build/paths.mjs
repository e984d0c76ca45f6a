import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Where the user called npm from: relative paths on a command line mean this folder. */
export const callerDirectory = process.env.INIT_CWD ?? process.cwd();
