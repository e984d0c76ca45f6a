// Runs in the page before the app: gives it the same bridge that the desktop's preload gives.
import { createApi } from './createApi.ts';

// The speaker's page hears from the presenter's alone.
if (!location.hash.startsWith('#speaker-')) {
  const address = new URL('contract', document.baseURI);
  // A browser may ask for a socket in another language than for its page.
  address.searchParams.set('locale', navigator.language);
  address.protocol = 'ws:';
  Object.defineProperty(window, 'normscope', { value: createApi(address.href) });
}
