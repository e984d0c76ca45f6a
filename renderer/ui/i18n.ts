import type { LayerName } from '../../core/norm/layers.ts';
import type { Language } from '../../core/settings.ts';
import type { Failure, TensorInfo } from './host.ts';
import { isTranslated, optionKeys, textByKey } from '../../core/texts/byKey.ts';
import { FIRST_CATALOGUE } from '../../core/texts/catalogue.ts';
import {
  formatParts,
  formatText,
  listOf,
  textOf,
  type Params,
  type Part,
} from '../../core/texts/format.ts';
import type { Said } from '../../core/texts/said.ts';
import { say } from '../../core/texts/say.ts';
import type { MessageKey } from '../../core/texts/window.ts';

/** Around every text in the pseudo-language. */
const OPEN = '⟦';
const CLOSE = '⟧';

/** What can be said so far. */
let catalogue = FIRST_CATALOGUE;

/** Fetches all texts, which every screen but the first needs. */
export async function fetchTexts(): Promise<void> {
  ({ WHOLE_CATALOGUE: catalogue } = await import('../../core/texts/wholeCatalogue.ts'));
}

/** Something that is said by its code: a warning of a layer, or the reason why a call failed. */
export type Coded = Pick<Failure, 'code' | 'message' | 'details'>;

/** Every text on screen, in the language of the moment. */
export class I18n {
  readonly #language: () => Language;
  readonly #pseudo: () => boolean;

  /** @param pseudo  marks all that comes from here, so that a text that does not is seen */
  constructor(language: () => Language, pseudo: () => boolean = () => false) {
    this.#language = language;
    this.#pseudo = pseudo;
  }

  get language(): Language {
    return this.#language();
  }

  readonly t = (key: MessageKey, params: Params = {}): string =>
    this.marked(formatText(this.#text(key), params, this.language));

  /** As `t`, but keeps the accents of parameters. */
  readonly rich = (key: MessageKey, params: Params = {}): Part[] =>
    this.parts(formatParts(this.#text(key), params, this.language));

  /** What a station says, its numbers in the colours of their roles. */
  readonly tell = (said: Said): Part[] => this.parts(say(said, this.language, catalogue.stations));

  /** The same as plain text. */
  readonly told = (said: Said): string => textOf(this.tell(said));

  /** Names in a row, each accented. */
  readonly list = (names: readonly string[]): Part[] => listOf(names, this.language);

  /** The message when this language has a text of that key, else undefined: for keys made from data. */
  readonly maybe = (key: string, params: Params = {}): string | undefined => {
    const message = textByKey(catalogue, key, this.language);
    if (message === undefined) return undefined;
    return this.marked(formatText(message, params, this.language));
  };

  /** The message itself, into which something else puts its parameters. */
  readonly message = (key: string): string => textByKey(catalogue, key, this.language) ?? '';

  /** Name of a layer: PyTorch's, or words where it has none. */
  readonly layer = (name: LayerName): string => this.maybe(`layer.${name}`) ?? name;

  /** Name of a tensor: of an example in this language, of a file as it is. */
  readonly tensor = ({ ref, name }: Pick<TensorInfo, 'ref' | 'name'>): string =>
    (ref.kind === 'example' && this.maybe(`example.${ref.id}`)) || name;

  /**
   * What comes with data as an English text, in this language if it has a text of that key. The pseudo-language marks what Korean
   * can say.
   */
  readonly said = (key: string, english: string, params: Params = {}): string =>
    this.maybe(key, params) ?? (isTranslated(catalogue, key) ? this.marked(english) : english);

  /** What an option of a layer does, in words of that layer where it has its own. */
  readonly optionHelp = (layer: LayerName, option: string): string =>
    optionKeys(layer, option)
      .map((key) => this.maybe(key))
      .find((text) => text !== undefined) ?? '';

  /** What a layer averages over, in one sentence. */
  readonly summary = (layer: LayerName): string => this.maybe(`summary.${layer}`) ?? '';

  /** A warning in this language; the English sentence that came with it where there is no other. */
  readonly notice = ({ code, message, details }: Coded): string =>
    this.said(`notice.${code}`, message, details);

  /** A failure in this language. */
  readonly failure = ({ code, message, details }: Coded): string =>
    this.said(`error.${code}`, message, details);

  /** A text that core has said in this language. */
  readonly parts = (parts: Part[]): Part[] =>
    this.#pseudo() ? [{ text: OPEN }, ...parts, { text: CLOSE }] : parts;

  readonly marked = (text: string): string => (this.#pseudo() ? `${OPEN}${text}${CLOSE}` : text);

  #text(key: MessageKey): string {
    return catalogue.window[key]?.[this.language] ?? '';
  }
}
