import path from 'node:path';

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
