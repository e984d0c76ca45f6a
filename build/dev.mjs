// npm run dev: the page from Vite with hot reload, over the browser host as it ships. The host's own
// guard stays: Vite hands requests on with the browser's cookie, and only its own page's as the host's.
// Vite's page carries no content security policy; what is built and shipped does.
import { createServer } from 'vite';
import { bootstrap } from './bootstrap.mjs';
import { openBrowser } from './browser.mjs';
import { startDevHost } from './devHost.mjs';
import { inRoot } from './paths.mjs';
import { hasDisplay } from './platform.mjs';
import { runMain, say } from './say.mjs';

const CLIENT = 'host/client.js';
/** What the host answers; all else is Vite's. */
const FROM_HOST = ['contract', 'upload', 'download', CLIENT];

/** The page as the host would serve it: with the script that connects it, and entered by the host's leave. */
const hostPage = ({ first, running }) => ({
  name: 'normscope-host',
  transformIndexHtml: () => [
    { tag: 'script', attrs: { type: 'module', src: `./${CLIENT}` }, injectTo: 'head-prepend' },
  ],
  configureServer: ({ middlewares }) => {
    middlewares.use((request, response, next) => {
      if (request.method !== 'GET' || !request.url.startsWith('/?')) return next();
      // The address that was printed holds as long as this does, whichever host runs.
      const { origin, search } = new URL(first.url);
      const asked = request.url === `/${search}` ? running().url : new URL(request.url, origin);
      fetch(asked, { redirect: 'manual' }).then(async (answer) => {
        const entered = ['location', 'set-cookie'].filter((name) => answer.headers.has(name));
        const asFirst = (text) =>
          text.replace(running().base, first.base).replace(running().cookie, first.cookie);
        const headers = Object.fromEntries(
          entered.map((name) => [name, asFirst(answer.headers.get(name))]),
        );
        response.writeHead(answer.status, headers).end(await answer.text());
      }, next);
    });
  },
});

await runMain(async () => {
  await bootstrap();
  const own = { origin: '', reload: () => undefined };
  const host = await startDevHost(process.argv.slice(2), () => own.reload());
  const { first, running, ended, close } = host;
  const { origin, search } = new URL(first.url);
  // The cookie holds below the host's own path: Vite's page lies there too.
  const { base } = first;
  const hand = (proxied, request) => {
    if (request.headers.origin === own.origin) proxied.setHeader('origin', origin);
    // The page has the first host's leave, and knows of no other.
    const cookie = request.headers.cookie?.replace(first.cookie, running().cookie);
    if (cookie) proxied.setHeader('cookie', cookie);
  };
  const toHost = {
    target: origin,
    changeOrigin: true,
    ws: true,
    rewrite: (path) => path.replace(base, running().base),
    configure: (proxy) => proxy.on('proxyReq', hand).on('proxyReqWs', hand),
  };
  const vite = await createServer({
    configFile: inRoot('vite.config.ts'),
    base,
    plugins: [hostPage(host)],
    server: {
      host: '127.0.0.1',
      cors: false,
      proxy: Object.fromEntries(FROM_HOST.map((name) => [`${base}${name}`, toHost])),
    },
  });
  await vite.listen();
  own.origin = `http://127.0.0.1:${vite.httpServer.address().port}`;
  own.reload = () => vite.ws.send({ type: 'full-reload' });
  say(`hot reload at ${own.origin}/${search}`);
  if (hasDisplay()) openBrowser(`${own.origin}/${new URL(await first.ticket()).search}`);
  const status = await ended;
  await Promise.all([vite.close(), close()]);
  return status;
});
