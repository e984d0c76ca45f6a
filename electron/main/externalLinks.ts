import { shell } from 'electron';

/** The only hosts that the app opens in the user's browser, and only over https. */
export const EXTERNAL_HOSTS: ReadonlySet<string> = new Set([
  'pytorch.org',
  'docs.pytorch.org',
  'github.com',
  'arxiv.org',
  'numpy.org',
  'opensource.org',
]);

/** The normalised address when it may be opened outside, else null. */
export function externalAddress(address: string): string | null {
  const url = parseUrl(address);
  if (url?.protocol !== 'https:' || !EXTERNAL_HOSTS.has(url.hostname)) return null;
  return url.port || url.username || url.password ? null : url.href;
}

/** Opens an allowed address in the user's browser. @returns whether it was allowed and opened */
export async function openExternal(address: string): Promise<boolean> {
  const allowed = externalAddress(address);
  if (!allowed) return false;
  try {
    await shell.openExternal(allowed);
    return true;
  } catch {
    return false;
  }
}

/** An address, or null when it is none. */
export function parseUrl(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
