import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../service/csp.ts';
import { mimeType } from '../service/mimeTypes.ts';
import { APP_HOST, APP_SCHEME } from './appOrigin.ts';
import { parseUrl } from './externalLinks.ts';

/** Makes app:// a standard, secure scheme. Must run before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
}

/**
 * Serves the bundle under app://; nothing outside `root` can be named.
 * A handler, not protocol.registerSource, because only a response of our own carries the policy.
 */
export function serveBundle(root: string): void {
  protocol.handle(APP_SCHEME, (request) => respond(root, request));
}

async function respond(root: string, { method, url }: Request): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405);
  const file = bundledFile(root, url);
  if (!file) return refuse(404);
  try {
    const body = new Uint8Array(await readFile(file));
    const headers = {
      ...headersOf(mimeType(file) ?? 'application/octet-stream'),
      'content-length': String(body.length),
    };
    return new Response(method === 'HEAD' ? null : body, { headers });
  } catch {
    return refuse(404);
  }
}

const headersOf = (contentType: string) => ({
  ...SECURITY_HEADERS,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'content-type': contentType,
});

const refuse = (status: 404 | 405) =>
  new Response(null, { status, headers: headersOf('text/plain; charset=utf-8') });

/**
 * The file that an address of the app's scheme names, or null when it names none under `root`.
 * Escapes are decoded once, so `..%2f` and friends are judged as the paths that they would become.
 * @param root  absolute folder with index.html
 */
function bundledFile(root: string, address: string): string | null {
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
