import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Service } from '../../../electron/service/service.ts';
import { serve, type WebServer, type WebServerOptions } from '../../../electron/web/serve.ts';

/** A web host over a bundle of its own, and what it takes to talk to it. */
export interface HostForTest {
  readonly server: WebServer;
  /** "127.0.0.1:PORT" */
  readonly host: string;
  readonly token: string;
  /** What every path of the app begins with, with a slash at its end. */
  readonly base: string;
  /** What the host sets for holders of its token. */
  readonly cookie: string;
  /** Folder that holds dist/ and a secret beside it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Serves a page, a script and a style; beside the renderer's folder lie files that nobody may read. */
export async function startHost(
  service: Service,
  options: Partial<WebServerOptions> = {},
): Promise<HostForTest> {
  const folder = await mkdtemp(path.join(tmpdir(), 'normscope-test-'));
  const dist = path.join(folder, 'dist');
  await mkdir(path.join(dist, 'renderer', 'assets'), { recursive: true });
  await mkdir(path.join(dist, 'web'));
  await mkdir(path.join(dist, 'renderer-old'));
  const files = {
    'secret.json': '{"secret": true}',
    'dist/secret.json': '{"secret": true}',
    'dist/renderer-old/secret.json': '{"secret": true}',
    'dist/renderer/index.html':
      '<!doctype html><head><script type="module" src="./assets/main.js"></script></head>',
    'dist/renderer/assets/main.js': 'export {};',
    'dist/renderer/.env': 'SECRET=1',
    'dist/web/client.js': 'window.normscope = {};',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const server = await serve({ service, dist, ...options });
  const address = new URL(server.url);
  const { host } = address;
  const { headers } = await request(host, `/${address.search}`, {});
  return {
    server,
    host,
    token: address.searchParams.get('token') ?? '',
    base: headers.location ?? '',
    cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '',
    folder,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** One request whose path and headers are sent as they are: neither normalized nor completed. */
export function request(
  host: string,
  target: string,
  headers: http.OutgoingHttpHeaders,
  method = 'GET',
  body?: string | Uint8Array,
): Promise<Answer> {
  const [hostname, port] = host.split(':');
  return new Promise((resolve, reject) => {
    const sent = http.request(
      { hostname, port, method, path: target, headers: { host, ...headers }, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
