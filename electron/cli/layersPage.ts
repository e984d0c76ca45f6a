import type { InputName } from '../../core/norm/furtherInput.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import { optionHelp } from '../../core/texts/options.ts';
import { layerSummary } from '../../core/texts/summaries.ts';
import { inputFlag } from './stateFiles.ts';
import { defaultOf, flagOf } from './usage.ts';

/** What each further input is, and its shape. */
const INPUT_HELP: Readonly<Record<InputName, string>> = {
  gate: 'is z, of the shape of x; it has to be given',
  mask: 'is 1 at the positions that take part and 0 elsewhere, of shape (N, L); it has to be given where statistics are of this input',
  style: 'is another image, of shape (N, C, h, w); it has to be given',
  tau: 'is the least that a channel gives, of shape (C); 0 when left out',
  v: 'is what a channel is multiplied by within the activation, of shape (C); 1 when left out',
  mean_weight:
    'weighs the means of instance, layer and batch by its softmax, of shape (3); ones when left out',
  var_weight: 'does the same for the variances',
};

/** The table of layers as a page of the documentation. */
export function layersPage(): string {
  const sections = LAYERS.map(({ name, pytorch, source, forms, options, inputs }) => {
    const from = pytorch ? `\`torch.nn.${pytorch}\`` : (source ?? 'Not in PyTorch');
    const taken = forms.map((form) => form.text).join(' or ');
    const rows = options.map(
      (option) =>
        `| \`${option.name}\` | \`${flagOf(option).replaceAll('|', '\\|')}\` | ${defaultOf(option)} | ${optionHelp(name, option.name, 'en')} |`,
    );
    const beside = (inputs ?? []).map(
      (input) => `\`--${inputFlag(input.name)} FILE\` ${INPUT_HELP[input.name]}.`,
    );
    return [
      `## ${name}`,
      '',
      `${layerSummary(name, 'en')} ${from}. Input: ${taken}.`,
      '',
      '| option | command line | default | |',
      '|-|-|-|-|',
      ...rows,
      '',
      ...(beside.length > 0 ? [`Beside x: ${beside.join(' ')}`, ''] : []),
    ].join('\n');
  });
  const head = '# Layers\n\nMade from the table in `core/norm/layers.ts`; a test keeps it true.\n';
  return [head, ...sections].join('\n');
}
