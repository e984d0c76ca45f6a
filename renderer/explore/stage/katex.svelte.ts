import type Katex from 'katex';

let there = $state.raw<typeof Katex | null>(null);
let asked = false;

/** KaTeX, with its letters; null while it is on its way, which it is from the first call. */
export function katex(): typeof Katex | null {
  if (!asked) {
    asked = true;
    void import('./katexWithStyle.ts').then(({ katex: found }) => (there = found));
  }
  return there;
}
