import { channelName, fromSpeaker, type FromPresenter, type Shown } from './messages.ts';

/** From the presenter's window to the speaker's: what is shown there, and keys that come back. */
export class SpeakerLink {
  readonly key = crypto.randomUUID();
  readonly #channel = new BroadcastChannel(channelName(this.key));
  #shown: Shown | null = null;

  /** @param press  a key was pressed in the speaker's window */
  constructor(press: (key: string) => void) {
    this.#channel.addEventListener('message', ({ data }) => {
      const message = fromSpeaker(data);
      if (message?.kind === 'hello' && this.#shown) this.#post(this.#shown);
      else if (message?.kind === 'key') press(message.key);
    });
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#post(shown);
  }

  /** The presentation is over. */
  close(): void {
    this.#post({ kind: 'over' });
    this.#channel.close();
  }

  #post(message: FromPresenter): void {
    this.#channel.postMessage(message);
  }
}
