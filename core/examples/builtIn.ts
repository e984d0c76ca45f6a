import { channelExamples } from './channels.ts';
import type { Example } from './example.ts';
import { notebookExamples } from './notebook.ts';

/** The tensors that the program opens with, in the order in which they are listed: the notebook's come first. */
export function builtInExamples(): readonly Example[] {
  return [...notebookExamples(), ...channelExamples()];
}
