import type { IncomingMessage } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Service } from '../../../electron/service/service.ts';
import { Guard } from '../../../electron/web/guard.ts';
import { serve } from '../../../electron/web/serve.ts';
import { request, startHost, type HostForTest } from './hostForTest.ts';

const unused = {} as Service;
let web: HostForTest;
let cookie: string;

beforeAll(async () => {
  web = await startHost({
    ...unused,
    handlers: () => ({}),
    forget: () => Promise.resolve(),
  } as unknown as Service);
  ({ cookie } = web);
});
afterAll(() => web.close());

/** How the host answers an attempt to open the contract's socket. */
function connect(target: string, headers: Record<string, string>, origin?: string) {
  const socket = new WebSocket(`ws://${web.host}${web.base}${target}`, {
    headers,
    ...(origin === undefined ? {} : { origin }),
  });
  return new Promise<string>((resolve) => {
    socket.on('open', () => {
      resolve('open');
      socket.close();
    });
    socket.on('unexpected-response', (sent, response) => {
      resolve(String(response.statusCode));
      sent.destroy();
    });
    socket.on('error', (error) => resolve(error.message));
  });
}

test('it listens on the loopback address only, on a port and with a token of its own', async () => {
  const other = await startHost(unused);
  expect(web.host).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(web.token).toMatch(/^[\w-]{32,}$/);
  expect(other.host).not.toBe(web.host);
  expect(other.token).not.toBe(web.token);
  await other.close();
});

test('the address with the token gives a cookie that scripts cannot read, and leads to an address without it', async () => {
  const { status, headers } = await request(web.host, `/?token=${web.token}`, {});
  expect(status).toBe(303);
  expect(headers.location).toBe(web.base);
  expect(web.base).toMatch(/^\/\w{32}\/$/);
  const set = headers['set-cookie']?.join() ?? '';
  expect(set).toContain('HttpOnly');
  expect(set).toMatch(new RegExp(`Path=${web.base}$`));
  expect(set).toContain('SameSite=Strict');
});

test('the address with the token opens the app as often as the host runs', async () => {
  for (let i = 0; i < 3; i++)
    expect((await request(web.host, `/?token=${web.token}`, {})).status).toBe(303);
});

test('a ticket, which the token buys, gives the cookie once', async () => {
  const { status, body } = await request(web.host, `/?token=${web.token}`, {}, 'POST');
  expect(status).toBe(200);
  expect(body).not.toContain(web.token);
  expect(body).not.toContain(web.base);
  const { pathname, search } = new URL(body);
  const first = await request(web.host, pathname + search, {});
  expect([first.status, first.headers.location]).toEqual([303, web.base]);
  expect(first.headers['set-cookie']?.[0]).toContain(cookie);
  expect((await request(web.host, pathname + search, {})).status).toBe(403);
  expect((await request(web.host, '/?token=guess', {}, 'POST')).status).toBe(403);
  expect((await request(web.host, '/?ticket=', {})).status).toBe(403);
});

test('a ticket does not hold for long', () => {
  vi.useFakeTimers();
  try {
    const guard = new Guard('secret', 1);
    const entry = { method: 'GET', headers: { host: '127.0.0.1:1' } } as IncomingMessage;
    const query = () => new URL(guard.ticketAddress()).searchParams;
    const [soon, late] = [query(), query()];
    vi.advanceTimersByTime(59_000);
    expect(guard.refusesEntry(entry, soon)).toBeNull();
    vi.advanceTimersByTime(2_000);
    expect(guard.refusesEntry(entry, late)).toBe('used or expired ticket');
  } finally {
    vi.useRealTimers();
  }
});

test('the app lies below its own path only, for holders of the cookie too', async () => {
  for (const target of ['/index.html', '/assets/main.js', `/${'0'.repeat(32)}/`, '/'])
    expect((await request(web.host, target, { cookie })).status).toBe(403);
  expect((await request(web.host, `${web.base}assets/main.js`, { cookie })).status).toBe(200);
  expect((await request(web.host, `${web.base}?token=${web.token}`, {})).status).toBe(403);
});

test('two hosts on one machine do not take each other’s cookie away', async () => {
  const other = await startHost(unused);
  const both = `${cookie}; ${other.cookie}`;
  expect((await request(web.host, web.base, { cookie: both })).status).toBe(200);
  expect((await request(other.host, other.base, { cookie: both })).status).toBe(200);
  expect((await request(other.host, other.base, { cookie })).status).toBe(403);
  await other.close();
});

test('of several cookies of its name any that matches is taken', async () => {
  const [name] = cookie.split('=');
  const both = `${name}=foreign; ${cookie}; ${name}=other`;
  expect((await request(web.host, web.base, { cookie: both })).status).toBe(200);
});

test('a request whose headers do not come is ended', async () => {
  const strict = await startHost(unused, { headersTimeout: 200 });
  const [hostname, port] = strict.host.split(':');
  const socket = connectSocket(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost:');
  await new Promise((resolve) => socket.once('close', resolve).resume());
  await strict.close();
});

test('a temporary folder that takes no file ends the start with an error', async () => {
  const before = process.env['TMPDIR'];
  const own = await startHost(unused);
  process.env['TMPDIR'] = '/nowhere/at/all';
  try {
    const dist = own.folder;
    await expect(serve({ service: unused, dist })).rejects.toMatchObject({ code: 'unwritable' });
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await own.close();
  }
});

test.each([
  ['without a token', '/', {}],
  ['with a wrong token', '/?token=guess', {}],
  ['with a wrong cookie', '/', { cookie: 'normscope=guess' }],
])('a request %s is refused', async (_, target, headers) => {
  const { status, body } = await request(web.host, target, headers);
  expect(status).toBe(403);
  expect(body).not.toContain('<script');
});

test.each(['example.org', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]:80'])(
  'a request by the name "%s" is refused, though it has the cookie: a name was bent to this address',
  async (host) => {
    expect((await request(web.host, web.base, { cookie, host })).status).toBeGreaterThanOrEqual(
      400,
    );
  },
);

test.each(['https://example.org', 'null', 'http://127.0.0.1:1', 'http://localhost'])(
  'a request from a page of %s is refused, though it has the cookie',
  async (origin) => {
    expect((await request(web.host, web.base, { cookie, origin })).status).toBe(403);
  },
);

test('the page comes with the strict policy, and with the script that connects it before its own', async () => {
  const { status, headers, body } = await request(web.host, web.base, { cookie });
  expect(status).toBe(200);
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`connect-src 'self' ws://${web.host}`);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  const scripts = [...body.matchAll(/src="([^"]+)"/g)].map(([, source]) => source ?? '');
  expect(scripts).toHaveLength(2);
  expect(scripts[1]).toBe('./assets/main.js');
  const client = await request(
    web.host,
    new URL(scripts[0] ?? '', `http://x${web.base}`).pathname,
    {
      cookie,
    },
  );
  expect(client.body).toBe('window.normscope = {};');
  expect(client.headers['content-type']).toContain('text/javascript');
});

test.each([
  '/../secret.json',
  '/../../secret.json',
  '/..%2fsecret.json',
  '/%2e%2e/secret.json',
  '/assets/..%2f..%2fsecret.json',
  '/..%5csecret.json',
  '/%2e%2e%2frenderer-old/secret.json',
  '//secret.json',
  '/assets/main.js%00.json',
  '/%ff',
  '/.env',
  '/assets',
  '/no-such-file.js',
])('the path %s leads to no file', async (target) => {
  const { status, body } = await request(web.host, web.base.slice(0, -1) + target, { cookie });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body).not.toMatch(/secret": true|SECRET/);
});

test('nothing but reading and handing over a file is offered', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(
      (await request(web.host, web.base, { cookie, origin: `http://${web.host}` }, method)).status,
    ).toBeGreaterThanOrEqual(400);
});

test('the socket opens for our own page with the cookie', async () => {
  expect(await connect('contract', { cookie }, `http://${web.host}`)).toBe('open');
});

test.each([
  ['no origin', undefined],
  ['another origin', 'https://example.org'],
  ['a page of another port', 'http://127.0.0.1:1'],
  ['an opaque origin', 'null'],
])('the socket is refused to %s, though it has the cookie', async (_, origin) => {
  expect(await connect('contract', { cookie }, origin)).toBe('403');
});

test('the socket is refused without the cookie, by another name, and at another path', async () => {
  const origin = `http://${web.host}`;
  expect(await connect('contract', {}, origin)).toBe('403');
  expect(await connect('contract', { cookie, host: 'example.org' }, origin)).toBe('403');
  expect(await connect('other', { cookie }, origin)).toBe('403');
});

test.each(['//', '/%', 'http://', 'http://[', '//:0'])(
  'a socket at the malformed address %s is refused, and the host lives on',
  async (target) => {
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket' };
    const answer = request(web.host, target, upgrade).catch((error: Error) => error.message);
    expect(await answer).toBeDefined();
    expect((await request(web.host, web.base, { cookie })).status).toBe(200);
  },
);
