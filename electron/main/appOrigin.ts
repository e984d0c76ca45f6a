/** The app's own scheme; protocol.ts serves it, ipc.ts accepts calls from nowhere else. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'normscope';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_URL = `${APP_ORIGIN}/index.html`;
