import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../service/csp.ts';
import { APP_SCHEME } from './appOrigin.ts';
import { bundledFile } from './bundledFile.ts';
import { mimeType } from './mimeTypes.ts';

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
    const headers = { ...headersOf(mimeType(file)), 'content-length': String(body.length) };
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
  new Response(null, { status, headers: headersOf(mimeType('.txt')) });
