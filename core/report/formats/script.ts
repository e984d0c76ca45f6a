import { notebookCells, type TextReportInput } from './cells.ts';

/** A run as a Python program that recomputes it: the notebook's cells, parted by `# %%` as editors know it. */
export function script(input: TextReportInput): string {
  const cells = notebookCells(input).map(({ kind, text }) =>
    kind === 'code' ? `# %%\n${text}` : `# %% [markdown]\n${commented(text)}`,
  );
  return `${cells.join('\n\n')}\n`;
}

function commented(text: string): string {
  return text
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
}
