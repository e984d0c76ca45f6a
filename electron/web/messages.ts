import type { Reply } from '../ipc/types.ts';

/** What the host asks of the browser. */
export type Ask =
  | { readonly kind: 'open'; readonly accept: string }
  | { readonly kind: 'save'; readonly name: string; readonly bytes: Uint8Array }
  /** Saves what lies at an address of the host. */
  | { readonly kind: 'download'; readonly name: string; readonly address: string }
  | { readonly kind: 'copyImage'; readonly png: Uint8Array }
  | { readonly kind: 'copyText'; readonly text: string }
  | { readonly kind: 'fullScreen'; readonly on: boolean }
  | { readonly kind: 'help'; readonly address: string }
  /** Opens the speaker's side of a presentation in a window of its own. */
  | { readonly kind: 'speaker'; readonly key: string };

/** From the host to the page. */
export type ServerMessage =
  /** The first of all: by this key the page hands files over as its own. */
  | { readonly kind: 'welcome'; readonly key: string }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown }
  | { readonly kind: 'ask'; readonly id: number; readonly ask: Ask };

/** What the host answers to a file that it took. */
export type UploadReply = Reply<string>;
