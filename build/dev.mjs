// npm run dev: the page from Vite with hot reload, over the browser host as it ships. The host's own
// guard stays: Vite hands requests on with the browser's cookie, and only its own page's as the host's.
// Vite's page carries no content security policy; what is built and shipped does.
import { createServer } from 'vite';
import { bootstrap } from './bootstrap.mjs';
import { openBrowser } from './browser.mjs';
import { inRoot } from './paths.mjs';
import { hasDisplay } from './platform.mjs';
import { runMain, say } from './say.mjs';
import { startWebHost } from './webHost.mjs';

const CLIENT = '/host/client.js';
/** What the host answers; all else is Vite's. */
const FROM_HOST = ['/contract', '/upload', '/download', CLIENT];

/** The page as the host would serve it: with the script that connects it, and a cookie for the token. */
const hostPage = (cookie, token) => ({
  name: 'normscope-host',
  transformIndexHtml: () => [
    { tag: 'script', attrs: { type: 'module', src: CLIENT }, injectTo: 'head-prepend' },
  ],
  configureServer: ({ middlewares }) => {
    middlewares.use((request, response, next) => {
      const { searchParams } = new URL(request.url, 'http://127.0.0.1');
      if (!searchParams.has('token')) return next();
      const known = searchParams.get('token') === token;
      response.writeHead(known ? 303 : 403, known ? { location: '/', 'set-cookie': cookie } : {});
      response.end();
    });
  },
});

await runMain(async () => {
  await bootstrap();
  const { url, child, ended } = await startWebHost(process.argv.slice(2));
  const { origin, searchParams } = new URL(url);
  const answer = await fetch(url, { redirect: 'manual' });
  const own = { origin: '' };
  const hand = (proxied, request) => {
    if (request.headers.origin === own.origin) proxied.setHeader('origin', origin);
  };
  const toHost = {
    target: origin,
    changeOrigin: true,
    ws: true,
    configure: (proxy) => proxy.on('proxyReq', hand).on('proxyReqWs', hand),
  };
  const vite = await createServer({
    configFile: inRoot('vite.config.ts'),
    plugins: [hostPage(answer.headers.get('set-cookie'), searchParams.get('token'))],
    server: {
      host: '127.0.0.1',
      cors: false,
      proxy: Object.fromEntries(FROM_HOST.map((path) => [path, toHost])),
    },
  });
  await vite.listen();
  own.origin = `http://127.0.0.1:${vite.httpServer.address().port}`;
  const address = `${own.origin}/?token=${searchParams.get('token')}`;
  say(`hot reload at ${address}`);
  if (hasDisplay()) openBrowser(address);
  const status = await ended;
  await vite.close();
  child.kill();
  return status;
});
