import { SpeakerLink } from '../lessons/speaker/speakerLink.ts';
import { callHost } from '../ui/host.ts';
import type { App } from './app.svelte.ts';

/**
 * Opens the speaker's side of what is presented.
 * @param press  a key was pressed in the speaker's window
 */
export async function openSpeaker(
  { desk, lessons: { presenting } }: App,
  press: (key: string) => void,
): Promise<void> {
  presenting.link ??= new SpeakerLink(press);
  const outcome = await callHost(desk.api, 'window.speaker', presenting.link.key);
  const { t, failure } = desk.i18n;
  if (!outcome.ok) desk.toasts.add('failed', t('present.noSpeaker'), failure(outcome));
  else if (!outcome.value) desk.toasts.add('failed', t('present.noSpeaker'), t('present.popups'));
}
