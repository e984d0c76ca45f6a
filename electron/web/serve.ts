import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { failure } from '../ipc/dispatch.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from '../service/csp.ts';
import type { Service } from '../service/service.ts';
import { connect } from './connection.ts';
import { DOWNLOAD_PATH, Downloads } from './downloads.ts';
import { Guard } from './guard.ts';
import type { UploadReply } from './messages.ts';
import { serveFile } from './serveFile.ts';
import { Uploads } from './uploads.ts';
import type { WebHost } from './webHost.ts';

export interface WebServerOptions {
  readonly service: Service;
  /** Folder of dist/. */
  readonly dist: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Bytes of the largest file that a page may hand over; as much as can be opened when left out. */
  readonly uploadLimit?: number;
  /** Free bytes of the disk with a folder; asked of the system when left out. */
  readonly freeBytes?: (folder: string) => Promise<number>;
  /** Milliseconds until the headers of a request must have come; a minute when left out. */
  readonly headersTimeout?: number;
  /** A page can be told of opened files. */
  readonly listening?: (host: WebHost) => void;
  /** Told when the last page has been closed. */
  readonly lastPageClosed?: () => void;
}

export interface WebServer {
  /** Address with the token: for the user's own eyes, not for command lines. */
  readonly url: string;
  /** Folder of the files that pages handed over. */
  readonly uploads: string;
  close(): Promise<void>;
}

/** Milliseconds until the headers of a request must have come. */
const HEADERS_TIMEOUT = 60_000;
const LARGEST_MESSAGE = 64 * 2 ** 20;
const TEXT = 'text/plain; charset=utf-8';

/**
 * Serves the app on loopback: the renderer's files, and the contract over a WebSocket, to holders of the token alone.
 * @throws the system's error when the port is taken; InputError unwritable when the temporary folder is
 */
export async function serve(options: WebServerOptions): Promise<WebServer> {
  const { service, dist, listening = () => undefined } = options;
  const token = randomBytes(24).toString('base64url');
  // A large file takes as long as it takes; only holders of the token get that far.
  const server = createServer({
    requestTimeout: 0,
    // Without a limit for requests Node sets none for their headers either.
    headersTimeout: options.headersTimeout ?? HEADERS_TIMEOUT,
    connectionsCheckingInterval: Math.min(options.headersTimeout ?? HEADERS_TIMEOUT, 5000),
  });
  const uploads = await Uploads.start({
    limit: options.uploadLimit,
    freeBytes: options.freeBytes,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  }).catch(async (error: unknown) => {
    await uploads.close();
    throw error;
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const host = `127.0.0.1:${port}`;
  const guard = new Guard(token, port);
  const downloads = new Downloads();
  const pages = new Map<string, WebHost>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  const headersOf = (type: string) => ({
    ...SECURITY_HEADERS,
    'content-security-policy': contentSecurityPolicy([`ws://${host}`]),
    'cache-control': 'no-store',
    'content-type': type,
  });

  function refuse(response: ServerResponse, reason: string): void {
    response.writeHead(403, headersOf(TEXT));
    response.end(`Refused: ${reason}. Open the address that Normscope printed when it started.`);
  }

  /** Leads a browser to the app; who has the token may ask for a ticket in its place. */
  function enter({ method }: IncomingMessage, response: ServerResponse): void {
    if (method === 'GET') {
      const location = guard.base;
      response.writeHead(303, { ...headersOf(TEXT), location, 'set-cookie': guard.cookie });
      response.end();
    } else {
      response.writeHead(method === 'POST' ? 200 : 405, headersOf(TEXT));
      response.end(method === 'POST' ? guard.ticketAddress() : 'Not allowed');
    }
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = targetOf(request);
    if (!url) return refuse(response, 'wrong address');
    const { pathname, searchParams: query } = url;
    if (pathname === '/') {
      const refused = guard.refusesEntry(request, query);
      return refused === null ? enter(request, response) : refuse(response, refused);
    }
    const name = pathname.slice(guard.base.length);
    const uploading = request.method === 'POST' && name === 'upload';
    const refused = guard.refuses(request, pathname, uploading);
    if (refused !== null) return refuse(response, refused);
    if (uploading) {
      const page = pages.get(query.get('key') ?? '');
      if (!page) return refuse(response, 'a file of no page');
      const reply = await receive(page, request, query.get('name') ?? '');
      response.writeHead(200, headersOf('application/json'));
      response.end(JSON.stringify(reply));
    } else if (request.method === 'GET' && name === DOWNLOAD_PATH) {
      const file = query.get('file') ?? '';
      if (await downloads.send(file, response, headersOf('application/octet-stream'))) return;
      response.writeHead(404, headersOf(TEXT));
      response.end('Not found');
    } else {
      const served = request.method === 'GET' ? await serveFile(dist, `/${name}`) : null;
      response.writeHead(served ? 200 : 404, headersOf(served?.type ?? TEXT));
      response.end(served?.body ?? 'Not found');
    }
  }

  async function receive(
    page: WebHost,
    request: IncomingMessage,
    name: string,
  ): Promise<UploadReply> {
    const announced = request.headers['content-length'];
    const length = announced === undefined ? null : Number(announced);
    try {
      return { ok: true, value: await page.take({ source: request, name, length }) };
    } catch (error) {
      // What is still under way is read to its end, or the browser would not see the answer.
      request.resume();
      return failure(error, console.error);
    }
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const url = targetOf(request);
    if (url?.pathname !== `${guard.base}contract` || guard.refuses(request, url.pathname, true)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      const said = url.searchParams.get('locale') ?? request.headers['accept-language'] ?? '';
      const locale = /^[\w-]{1,35}/.exec(said)?.[0] ?? 'en';
      connect({ service, page, locale, uploads, downloads, pages, listening });
      page.on('close', () => {
        if (sockets.clients.size === 0) options.lastPageClosed?.();
      });
    });
  }

  server.on('request', (request, response) => {
    respond(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500, headersOf(TEXT));
      response.end();
    });
  });
  server.on('upgrade', upgrade);

  return {
    url: `http://${host}/?token=${token}`,
    uploads: uploads.folder,
    async close() {
      for (const page of sockets.clients) page.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await uploads.close();
    },
  };
}

/** The address that a request asks for; null when it is not a plain path of this host. */
function targetOf({ url = '' }: IncomingMessage): URL | null {
  if (!/^\/(?![/\\])/.test(url)) return null;
  try {
    return new URL(url, 'http://127.0.0.1');
  } catch {
    return null;
  }
}
