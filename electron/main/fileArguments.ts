import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A path, or the path of a file: address, which Linux desktops pass for an associated file. */
function toPath(argument: string, directory: string): string | null {
  if (!argument.startsWith('file:')) return path.resolve(directory, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

/**
 * Absolute paths of the files that a command line names.
 * @param argv        the whole command line, the executable first
 * @param directory   what relative paths are relative to
 * @param defaultApp  whether the first argument is the app's own folder, as in `electron .`
 */
export function fileArguments(
  argv: readonly string[],
  directory: string,
  defaultApp: boolean,
): string[] {
  // Switches are Chromium's and Electron's; the app has none.
  const plain = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'));
  const named = defaultApp ? plain.slice(1) : plain;
  return named.map((name) => toPath(name, directory)).filter((name) => name !== null);
}
