import type { HostEvents } from '../ipc/contract.ts';

/** A record, so that it fails to compile when an event of the contract is missing. */
const LISTED: Readonly<Record<keyof HostEvents, true>> = {
  progress: true,
  menu: true,
  opened: true,
  large: true,
  restored: true,
  failed: true,
};

/** Names of the events that a page can listen to. */
export const EVENT_NAMES: readonly string[] = Object.keys(LISTED);
