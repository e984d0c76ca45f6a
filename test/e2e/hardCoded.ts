import type { Page } from 'playwright-core';
import { LAYERS } from '../../core/norm/layers.ts';

/** Names that are the same in every language. */
const NAMES = new Set([
  'Normscope',
  'PyTorch',
  'Keras',
  'TensorFlow',
  'Flax',
  'NumPy',
  'ONNX',
  'JSON',
  'PNG',
  'SVG',
  'NPY',
  'None',
  'train',
  'eval',
  'English',
  '한국어',
  'float32',
  'float64',
  'GB',
  'MB',
  'kB',
  'MiB',
  'px',
  'NaN',
  'Infinity',
  'inf',
  'ms',
  'eps',
  'or',
  // keys of the keyboard
  ...[
    'Ctrl',
    'Shift',
    'Enter',
    'Escape',
    'Space',
    'Tab',
    'Home',
    'End',
    'PageUp',
    'PageDown',
    'Esc',
  ],
  // axes of the notebook's tensors and of images
  ...['batch', 'embed_dim', 'sentence_len', 'channel', 'channels', 'height', 'width', 'features'],
  ...LAYERS.map(({ name }) => name),
  ...LAYERS.flatMap(({ options }) => options.map(({ name }) => name)),
]);

/** A line of a program. */
const CODE = /^(torch|nn|np|keras|x)[.[(]/;

/** True for names, numbers, axes (one capital letter, or several in a row) and code-like words. */
const isName = (word: string) =>
  NAMES.has(word) ||
  /^[NCLHWDG]+\d*$/.test(word) ||
  /^[a-z]+(_[a-z]+)+$/.test(word) ||
  /^F\d+$/.test(word) ||
  /^[\d.e+-]+$/i.test(word);

/** Words of two letters or more that are no names. */
export function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}_][\p{L}\p{Nd}_]+/gu) ?? []).filter((word) => !isName(word));
}

/**
 * Visible texts and names for assistive technology that did not come from the messages, on a page in the pseudo-language.
 * Code and formulas are the same in every language. Warnings and errors come from the core in English; that Korean has a text for
 * every code is another test's matter. A lesson's facts are numbers, and once PyTorch's own words.
 */
export async function hardCoded(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const SAME =
      'code, pre, kbd, math, [role=math], .katex, [data-notice], [role=alert], [data-fact], script, style, [data-code], [lang]:not(html)';
    const found: string[] = [];
    let depth = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || element.closest(SAME) || !element.checkVisibility()) continue;
      let outside = '';
      for (const letter of node.textContent ?? '') {
        if (letter === '⟧') depth--;
        else if (letter === '⟦') depth++;
        else if (depth === 0) outside += letter;
      }
      if (outside.trim()) found.push(outside.trim());
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (element.closest(SAME)) continue;
        const text = element.getAttribute(name) ?? '';
        found.push(text.replace(/⟦.*⟧/gsu, ''));
      }
    }
    return found;
  });
  return [...new Set(texts.filter((text) => !CODE.test(text) && wordsOf(text).length > 0))];
}
