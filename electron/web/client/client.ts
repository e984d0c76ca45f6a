// Runs in the page before the app: gives it the same bridge that the desktop's preload gives.
import { createApi } from './createApi.ts';

const address = new URL('contract', document.baseURI);
address.protocol = 'ws:';
Object.defineProperty(window, 'normscope', { value: createApi(address.href) });
