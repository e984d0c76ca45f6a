/** What a screen reader should say next; the same words again are said again. */
export class Announcer {
  text = $state('');
  #odd = false;

  say(text: string): void {
    this.#odd = !this.#odd;
    this.text = this.#odd ? text : `${text}\u00a0`;
  }
}
