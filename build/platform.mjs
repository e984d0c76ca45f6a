import fs from 'node:fs';

export const isRoot = process.getuid?.() === 0;

/** Windows and macOS always have a display; Linux has one when a server is named. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Debian and its descendants: packages come with apt-get. */
export const isDebianLike =
  fs.existsSync('/usr/bin/apt-get') && fs.existsSync('/etc/debian_version');
