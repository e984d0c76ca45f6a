import path from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = 'usage: npm run web -- [FILE …] [--port PORT] [--settings FOLDER]';

export interface ServerArguments {
  /** 0 for any free port. */
  readonly port: number;
  /** Folder of the settings; the user's own when undefined. */
  readonly settings: string | undefined;
  /** End when the last page is closed. */
  readonly untilClosed: boolean;
  /** Tensors to open. */
  readonly files: readonly string[];
}

/**
 * The command line of the loopback host.
 * @throws parseArgs's error for unknown options; RangeError for a port that is none
 */
export function serverArguments(words: readonly string[]): ServerArguments {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      settings: { type: 'string' },
      // Opening a browser is the start script's business.
      'no-open': { type: 'boolean', default: false },
      'until-closed': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new RangeError(`--port: expected a number from 0 to 65535, got "${values.port}".`);
  return {
    port,
    settings: values.settings,
    untilClosed: values['until-closed'],
    files: positionals,
  };
}

/** Where programs of this platform keep their settings. */
export function settingsFolder(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  switch (platform) {
    case 'win32':
      return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Normscope');
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', 'Normscope');
    default:
      return path.join(env.XDG_CONFIG_HOME ?? path.join(home, '.config'), 'Normscope');
  }
}
