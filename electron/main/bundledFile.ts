import path from 'node:path';
import { APP_HOST, APP_SCHEME } from './appOrigin.ts';
import { parseUrl } from './parseUrl.ts';

/**
 * The file that an address of the app's scheme names, or null when it names none under `root`.
 * Escapes are decoded once, so `..%2f` and friends are judged as the paths that they would become.
 * @param root  absolute folder with index.html
 */
export function bundledFile(root: string, address: string): string | null {
  const url = parseUrl(address);
  if (url?.protocol !== `${APP_SCHEME}:` || url.hostname !== APP_HOST) return null;
  const name = decode(url.pathname);
  if (name === null || /[\0\\]/.test(name)) return null;
  const file = path.resolve(root, `.${name.endsWith('/') ? `${name}index.html` : name}`);
  const relative = path.relative(root, file);
  const outside = relative === '' || relative === '..' || relative.startsWith(`..${path.sep}`);
  return outside || path.isAbsolute(relative) ? null : file;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
