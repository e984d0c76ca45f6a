import { notebookCells, type TextReportInput } from './cells.ts';

/**
 * A run as a Jupyter notebook that recomputes it.
 * @source nbformat 4.5: https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function notebook(input: TextReportInput): string {
  const cells = notebookCells(input).map(({ id, kind, text }) => ({
    cell_type: kind,
    ...(kind === 'code' && { execution_count: null }),
    id,
    metadata: {},
    ...(kind === 'code' && { outputs: [] }),
    source: text.split(/(?<=\n)/),
  }));
  const document = {
    cells,
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
