import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { mimeType } from '../service/mimeTypes.ts';

const CLIENT = '/host/client.js';

export interface Served {
  readonly type: string;
  readonly body: Buffer | string;
}

/**
 * A file of the app by its path below the app's own, null when there is none. Only what lies below the renderer's root is served, and the
 * script that connects the page with this host, which is put before the page's own.
 */
export async function serveFile(dist: string, pathname: string): Promise<Served | null> {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  const root = path.join(dist, 'renderer');
  if (name === CLIENT)
    return {
      type: mimeType(name) ?? '',
      body: await readFile(path.join(dist, 'web', 'client.js')),
    };
  const file = path.resolve(root, `.${name === '/' ? '/index.html' : path.posix.normalize(name)}`);
  if (!file.startsWith(root + path.sep)) return null;
  const type = mimeType(file);
  if (!type) return null;
  try {
    if (file !== path.join(root, 'index.html')) return { type, body: await readFile(file) };
    const page = await readFile(file, 'utf8');
    return {
      type,
      body: page.replace(
        /<script\b/,
        `<script type="module" src=".${CLIENT}"></script>\n    <script`,
      ),
    };
  } catch {
    return null;
  }
}
