import { app, type Event, type WebContents } from 'electron';
import { APP_URL } from './appOrigin.ts';
import { openExternal } from './externalLinks.ts';

/** The page that the window shows, which may load itself again. */
const isOwnPage = (address: string) => address.replace(/#.*$/, '') === APP_URL;

/** Keeps a page where it is: links leave through the user's browser, if their host is allowed. */
export function denyNavigation(contents: WebContents): void {
  const deny = (event: Event) => event.preventDefault();
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isOwnPage(event.url)) return;
    event.preventDefault();
    if (event.isMainFrame) void openExternal(event.url);
  });
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', deny);
  contents.on('will-attach-webview', deny);
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(url);
    return { action: 'deny' };
  });
}

/** Denies navigation, redirects, new windows and webviews for every web contents. */
export function setUpNavigation(): void {
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents));
}
