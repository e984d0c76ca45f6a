import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Downloads } from '../../../electron/web/downloads.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a download that broke can be asked for again, until all of it was sent', async () => {
  // More than the buffers on its way hold.
  const size = 32 * 2 ** 20;
  const made = path.join(mkdtempSync(path.join(folder, 'made-')), 'y.npy');
  writeFileSync(made, new Uint8Array(size));
  const downloads = new Downloads();
  const token = downloads.offer(made).split('=')[1] ?? '';
  let sends: Promise<boolean> = Promise.resolve(false);
  const server = createServer((_, response) => {
    sends = downloads.send(token, response, {});
    void sends.then((found) => !found && response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  /** Fetches, and breaks off after the first bytes when asked to. */
  const fetched = (breaks: boolean) =>
    new Promise<{ status: number; bytes: number }>((resolve) => {
      get({ port, host: '127.0.0.1', agent: false }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (breaks) response.destroy();
        });
        response.on('error', () => undefined);
        response.on('close', () => resolve({ status: response.statusCode ?? 0, bytes }));
      });
    });

  expect((await fetched(true)).bytes).toBeLessThan(size);
  expect(await sends).toBe(true);
  expect(existsSync(made)).toBe(true);
  expect(await fetched(false)).toEqual({ status: 200, bytes: size });
  await sends;
  expect(existsSync(made)).toBe(false);
  expect((await fetched(false)).status).toBe(404);
  await new Promise((resolve) => server.close(resolve));
});
