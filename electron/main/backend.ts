// Behind the window: all that answers its calls. Fetched while the page loads, so that the window is there sooner.
import { dispatch } from '../ipc/dispatch.ts';
import type { Reply } from '../ipc/types.ts';
import { createService, type ServiceOptions } from '../service/service.ts';
import { cloneable } from './cloneable.ts';
import { createDesktopHost, type DesktopHostOptions } from './desktopHost.ts';
import type { Log } from './log.ts';

export interface Backend {
  /** Checks name and argument against the contract, and answers what can be cloned; never rejects. */
  readonly call: (name: unknown, argument: unknown) => Promise<Reply<unknown>>;
  /** Opens files that came from outside a call, and tells the window. */
  readonly openPaths: (paths: readonly string[]) => Promise<void>;
  /** Ends worker threads and finishes writing. */
  readonly close: () => Promise<void>;
}

/** The service, and the desktop as its host. */
export function createBackend(
  options: ServiceOptions & DesktopHostOptions & { readonly log: Log },
): Backend {
  const { log, work, document } = options;
  const service = createService(options);
  const host = createDesktopHost(options);
  const handlers = service.handlers(host);
  return {
    async call(name, argument) {
      const reply = await work.watch(
        dispatch(handlers, name, argument, (error) => log.add('call', error)),
      );
      // Whatever kept it from being saved, the window that closes after saving stays.
      if (name === 'document.save' && !(reply.ok && reply.value)) document.notSaved();
      return cloneable(reply);
    },
    openPaths: (paths) => service.openPaths(host, paths),
    close: () => service.close(),
  };
}
