import { LAYERS } from '../../core/norm/layers.ts';
import { optionHelp } from '../../core/texts/options.ts';
import { layerSummary } from '../../core/texts/summaries.ts';
import type { Service } from '../service/service.ts';
import { parseFlags } from './flags.ts';
import { layerText } from './usage.ts';
import { UsageError } from './usageError.ts';

function wantsJson(words: readonly string[]): boolean {
  const { positional, switches } = parseFlags(words, { values: [], switches: ['json'] });
  if (positional.length > 0) throw new UsageError(`"${positional[0]}" is one word too many.`);
  return switches.has('json');
}

/** `examples`: the built-in examples, as text or JSON. */
export function listExamples(service: Service, words: readonly string[]): string {
  const json = wantsJson(words);
  const examples = service.tensors.examples.map((info) => ({
    id: info.ref.kind === 'example' ? info.ref.id : '',
    name: info.name,
    shape: info.shape,
    axes: info.axes,
    axisLabels: info.axisLabels,
    dtype: info.dtype,
    seed: info.seed,
    defaultLayer: info.defaultLayer,
    script: info.script,
  }));
  if (json) return JSON.stringify(examples, null, 2);
  return examples
    .map(({ id, name, shape, axes, seed, defaultLayer }) => {
      const sizes = axes.map((axis, i) => `${axis}=${shape[i]}`).join(' ');
      return `${id.padEnd(15)}${name}: ${sizes}, seed ${seed}, ${defaultLayer}`;
    })
    .join('\n');
}

/** `layers`: the table, as text or JSON (everything in it that is data). */
export function listLayers(words: readonly string[]): string {
  if (!wantsJson(words)) return LAYERS.map(layerText).join('\n\n');
  const rows = LAYERS.map(
    ({ name, family, kind, pytorch, source, options, forms, subtracts, running }) => ({
      name,
      family,
      kind,
      pytorch: pytorch && `torch.nn.${pytorch}`,
      source: source ?? null,
      summary: layerSummary(name, 'en'),
      inputs: forms.map(({ text, minRank, maxRank }) => ({ text, minRank, maxRank })),
      center: subtracts === 'mean',
      runningStatistics: running !== null,
      options: options.map((option) => ({
        name: option.name,
        kind: option.kind,
        default: option.default,
        derived: option.derive !== undefined,
        nullable: option.nullable ?? false,
        flag: `--${option.flag}`,
        help: optionHelp(name, option.name, 'en'),
        inPyTorch: option.inPyTorch,
      })),
    }),
  );
  return JSON.stringify(rows, null, 2);
}
