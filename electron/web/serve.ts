import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { decodeMessage, encodeMessage } from '../../core/io/codec.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from '../service/csp.ts';
import type { Service } from '../service/service.ts';
import { serveFile } from './files.ts';
import { Guard } from './guard.ts';
import type { ClientMessage, ServerMessage } from './messages.ts';
import { WebHost } from './webHost.ts';

export interface WebServerOptions {
  readonly service: Service;
  /** Folder of dist/. */
  readonly dist: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Largest file that a page may hand over. */
  readonly uploadLimit?: number;
  /** Told when the last page has been closed. */
  readonly lastPageClosed?: () => void;
}

export interface WebServer {
  /** Address with the token. */
  readonly url: string;
  close(): Promise<void>;
}

const LARGEST_MESSAGE = 64 * 2 ** 20;
const LARGEST_UPLOAD = 2 ** 31 - 1;

/** Serves the app on loopback: the renderer's files, and the contract over a WebSocket, to holders of the token alone. */
export async function serve(options: WebServerOptions): Promise<WebServer> {
  const { service, dist } = options;
  const token = randomBytes(24).toString('base64url');
  const uploads = await mkdtemp(path.join(tmpdir(), 'normscope-'));
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const host = `127.0.0.1:${port}`;
  const guard = new Guard(token, host);
  const policy = contentSecurityPolicy([`ws://${host}`]);
  const pathOf = (name: string) =>
    path.join(uploads, path.basename(path.dirname(name)), path.basename(name));

  async function receive(
    request: IncomingMessage,
    response: ServerResponse,
    name: string,
  ): Promise<void> {
    const limit = options.uploadLimit ?? LARGEST_UPLOAD;
    if (Number(request.headers['content-length'] ?? Infinity) > limit) {
      response.writeHead(413).end('too large');
      return;
    }
    const folder = await mkdtemp(path.join(uploads, 'file-'));
    const file = path.join(folder, path.basename(name) || 'file');
    await pipeline(request, createWriteStream(file, { flags: 'wx' }));
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(path.join(path.basename(folder), path.basename(file)));
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${host}`);
    const uploading = request.method === 'POST' && url.pathname === '/upload';
    const refused = guard.refuses(request, url.searchParams, uploading);
    if (refused) {
      response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS });
      response.end(`Refused: ${refused}. Open the address that Normscope printed when it started.`);
      return;
    }
    if (uploading) {
      await receive(request, response, url.searchParams.get('name') ?? '');
      return;
    }
    if (url.searchParams.has('token')) {
      response
        .writeHead(303, { location: url.pathname, 'set-cookie': guard.cookie, ...SECURITY_HEADERS })
        .end();
      return;
    }
    const served = request.method === 'GET' ? await serveFile(dist, url.pathname) : null;
    if (!served) {
      response
        .writeHead(404, { 'content-type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS })
        .end('Not found');
      return;
    }
    response.writeHead(200, {
      'content-type': served.type,
      'content-security-policy': policy,
      'cache-control': 'no-store',
      ...SECURITY_HEADERS,
    });
    response.end(served.body);
  }

  server.on('request', (request, response) => {
    respond(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', `http://${host}`);
    if (url.pathname !== '/contract' || guard.refuses(request, url.searchParams, true)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      const locale = (request.headers['accept-language'] ?? 'en').split(/[,;]/)[0] ?? 'en';
      attach(service, page, locale, pathOf);
      page.on('close', () => {
        if (sockets.clients.size === 0) options.lastPageClosed?.();
      });
    });
  });

  return {
    url: `http://${host}/?token=${token}`,
    async close() {
      for (const page of sockets.clients) page.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(uploads, { recursive: true, force: true });
    },
  };
}

/** Carries the contract between one page and the service. */
function attach(
  service: Service,
  page: WebSocket,
  locale: string,
  pathOf: (name: string) => string,
): void {
  const send = (message: ServerMessage) => {
    if (page.readyState === page.OPEN) page.send(encodeMessage(message));
  };
  const host = new WebHost(locale, send, pathOf);
  const handlers = service.handlers(host);
  page.on('close', () => host.gone());
  page.on('error', () => page.terminate());
  page.on('message', (data: Buffer) => {
    let message: ClientMessage;
    try {
      message = decodeMessage(new Uint8Array(data)) as ClientMessage;
    } catch {
      page.close(1003, 'no message of the contract');
      return;
    }
    switch (message.kind) {
      case 'call': {
        const { id } = message;
        void dispatch(handlers, message.name, message.argument, console.error).then((reply) =>
          send({ kind: 'reply', id, reply }),
        );
        break;
      }
      case 'answer':
        host.answered(message.id, message.value);
        break;
      case 'dropped':
        if (Array.isArray(message.names))
          void service.openPaths(
            host,
            message.names.map((name) => pathOf(String(name))),
          );
        break;
      default:
        page.close(1003, 'no message of the contract');
    }
  });
}
