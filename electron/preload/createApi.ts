import type { IpcRenderer, WebUtils } from 'electron';
import type { HostEvents, NormscopeApi } from '../ipc/contract.ts';
import { TRANSPORT } from '../ipc/electronTransport.ts';

type Listener = (payload: HostEvents[keyof HostEvents]) => void;

/** A record, so that it fails to compile when an event of the contract is missing. */
const LISTED: Readonly<Record<keyof HostEvents, true>> = {
  progress: true,
  menu: true,
  saveDocument: true,
  fullScreen: true,
  opened: true,
  recent: true,
  large: true,
  skipped: true,
  restored: true,
  document: true,
  lesson: true,
  failed: true,
};

/** Names of the events that a page can listen to. */
const EVENT_NAMES: readonly string[] = Object.keys(LISTED);

/**
 * What the page gets: calls by name, listeners, dropped files. Neither Electron's objects nor its
 * events pass through; main checks the sender, the name and the argument of every call.
 */
export function createApi(
  ipc: Pick<IpcRenderer, 'invoke' | 'send' | 'on'>,
  webUtils: WebUtils,
): NormscopeApi {
  const listeners = new Map<string, Set<Listener>>(EVENT_NAMES.map((name) => [name, new Set()]));
  ipc.on(TRANSPORT.event, (_event, name: string, payload: HostEvents[keyof HostEvents]) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  });

  return {
    call: (name, argument) => ipc.invoke(TRANSPORT.call, name, argument),
    on(event, listener) {
      const set = listeners.get(event);
      if (!set) throw new TypeError(`There is no event "${String(event)}".`);
      // A wrapper of its own for each call: a listener that is added twice is removed once.
      const entry: Listener = (payload) => listener(payload as HostEvents[typeof event]);
      set.add(entry);
      if (event === 'opened') ipc.send(TRANSPORT.listening);
      return () => void set.delete(entry);
    },
    openDropped(files) {
      const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path);
      if (paths.length > 0) ipc.send(TRANSPORT.dropped, paths);
    },
  };
}
