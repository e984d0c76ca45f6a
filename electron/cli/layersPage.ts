import { LAYERS } from '../../core/norm/layers.ts';
import { defaultOf, flagOf } from './usage.ts';

/** The table of layers as a page of the documentation. */
export function layersPage(): string {
  const sections = LAYERS.map(({ name, pytorch, source, summary, forms, options }) => {
    const from = pytorch ? `\`torch.nn.${pytorch}\`` : (source ?? 'Not in PyTorch');
    const inputs = forms.map((form) => form.text).join(' or ');
    const rows = options.map(
      (option) =>
        `| \`${option.name}\` | \`${flagOf(option).replaceAll('|', '\\|')}\` | ${defaultOf(option)} | ${option.help} |`,
    );
    return [
      `## ${name}`,
      '',
      `${summary} ${from}. Input: ${inputs}.`,
      '',
      '| option | command line | default | |',
      '|-|-|-|-|',
      ...rows,
      '',
    ].join('\n');
  });
  const head = '# Layers\n\nMade from the table in `core/norm/layers.ts`; a test keeps it true.\n';
  return [head, ...sections].join('\n');
}
