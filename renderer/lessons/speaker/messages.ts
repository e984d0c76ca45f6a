import type { LessonDocument } from '../../../core/lessons/document.ts';
import type { Language } from '../../../core/settings.ts';
import type { Theme } from '../../../core/figure/state.ts';

/** Where a page is the speaker's, in the address of the app's own page; behind it stands the key of the presentation. */
export const SPEAKER_HASH = '#speaker-';

/** Names the way between the windows of one presentation: other presentations of this address have other keys. */
export const channelName = (key: string) => `normscope-speaker-${key}`;

/** What the presenter's window shows. */
export interface Shown {
  readonly kind: 'shown';
  readonly lesson: LessonDocument;
  readonly at: number;
  readonly revealed: boolean;
  readonly blank: boolean;
  /** Milliseconds since the epoch, when the presentation began. */
  readonly since: number;
  readonly language: Language;
  readonly theme: Theme;
}

export type FromPresenter = Shown | { readonly kind: 'over' };

/** From the speaker's window: it is there, or a key was pressed in it. */
export type FromSpeaker =
  { readonly kind: 'hello' } | { readonly kind: 'key'; readonly key: string };

/** A message of the speaker's window; null for anything else. */
export function fromSpeaker(data: unknown): FromSpeaker | null {
  if (typeof data !== 'object' || data === null) return null;
  const { kind, key } = data as { kind?: unknown; key?: unknown };
  if (kind === 'hello') return { kind };
  if (kind === 'key' && typeof key === 'string' && key.length <= 20) return { kind, key };
  return null;
}
