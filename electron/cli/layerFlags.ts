import type { LayerRow, OptionRow } from '../../core/norm/layerRow.ts';
import { LAYERS, type LayerName } from '../../core/norm/layers.ts';
import { readOption } from '../../core/norm/optionText.ts';
import type { LayerOptions, OptionValue } from '../../core/norm/view.ts';
import type { FlagTable, Flags } from './flags.ts';
import { STATE_FLAGS } from './stateFiles.ts';
import { UsageError } from './usageError.ts';

/** LayerNorm's option `bias` shares its flag with the file of β: only `--no-bias` switches it. */
const FILE_FLAGS: readonly string[] = ['weight', 'bias'];

const names = (option: OptionRow) => [option.flag, ...(option.aliases ?? [])];

/** Flags of every layer's options, made from the table. */
export function layerFlagTable(): FlagTable {
  const options = LAYERS.flatMap((row) => row.options);
  const valued = options.filter((option) => option.kind !== 'boolean').flatMap(names);
  const boolean = options.filter((option) => option.kind === 'boolean').flatMap(names);
  return {
    values: [...new Set(valued)],
    switches: [
      ...new Set(
        boolean.flatMap((flag) =>
          FILE_FLAGS.includes(flag) ? [`no-${flag}`] : [flag, `no-${flag}`],
        ),
      ),
    ],
  };
}

/**
 * A layer's row by name.
 * @throws UsageError that lists the layers
 */
export function layerNamed(name: string): LayerRow<LayerName> {
  const row = LAYERS.find((each) => each.name === name);
  if (row) return row;
  const known = LAYERS.map((each) => each.name).join(', ');
  const why = whyNoLayer(name);
  throw new UsageError(
    `There is no layer "${name}"${why ? `: ${why}` : ''}; expected one of ${known}.`,
  );
}

/**
 * The options of a layer that the command line gives.
 * @throws UsageError for a flag that belongs to other layers only, or a value of the wrong kind
 */
export function layerOptions(row: LayerRow, flags: Flags): LayerOptions {
  const table = layerFlagTable();
  const own = row.options.flatMap(names);
  for (const flag of [...flags.values.keys(), ...flags.switches]) {
    const known = table.values.includes(flag) || table.switches.includes(flag);
    const isFile = STATE_FLAGS.includes(flag);
    if (known && !isFile && !own.includes(flag.replace(/^no-/, ''))) throw foreign(row, flag);
  }
  const options: Record<string, OptionValue> = {};
  for (const option of row.options) {
    for (const flag of names(option)) {
      const text = flags.values.get(flag);
      if (option.kind === 'boolean') {
        const [on, off] = [flags.switches.has(flag), flags.switches.has(`no-${flag}`)];
        if (on && off) throw new UsageError(`--${flag} and --no-${flag} contradict each other.`);
        if (on || off) options[option.name] = on;
      } else if (text !== undefined) options[option.name] = valueOf(option, flag, text);
    }
  }
  return options;
}

/** What is expected where a text is no value. */
const EXPECTED = {
  empty: 'a value',
  number: 'a number',
  integer: 'a whole number',
  sizes: 'whole numbers with commas between',
  choice: 'one of its choices',
  least: 'a larger number',
  most: 'a smaller number',
} as const;

/** The range is the layer's to check: it knows its input. */
function valueOf(option: OptionRow, flag: string, text: string): OptionValue {
  const read = readOption(option, text);
  if (read.ok) return read.value;
  const none = option.nullable ? ' or none' : '';
  const expected = option.values?.join(' or ') ?? EXPECTED[read.code];
  throw new UsageError(`--${flag}: expected ${expected}${none}, got "${text}".`);
}

function foreign(row: LayerRow, flag: string): UsageError {
  const own = row.options.map((option) =>
    option.kind === 'boolean' ? `--[no-]${option.flag}` : `--${option.flag}`,
  );
  return new UsageError(`${row.name} has no option --${flag}; it has ${own.join(', ')}.`);
}

/**
 * What people look for under the name of a normalization, and is none or is a place for one: why, and what to look at instead.
 */
const NOT_LAYERS: readonly { readonly names: RegExp; readonly why: string }[] = [
  {
    names: /^film$/i,
    why: 'FiLM averages over nothing, it multiplies and adds what comes from a condition; with a normalization before it, it is ConditionalBatchNorm2d or AdaLayerNorm',
  },
  {
    names: /^weight_?norm(alization)?$/i,
    why: 'weight_norm acts on weights, not on activations; WeightStandardization does too, and is here',
  },
  {
    names: /^spectral_?norm$/i,
    why: 'spectral_norm acts on weights, not on activations: it divides by their largest singular value',
  },
  {
    names: /^(pre|post|sandwich|deep)[-_ ]?norm$/i,
    why: 'that is a place in a block, not a layer; choose the layer that stands there, such as LayerNorm or RMSNorm',
  },
];

/** Why there is no layer of that name; null where nobody looks for it. */
function whyNoLayer(name: string): string | null {
  return NOT_LAYERS.find(({ names }) => names.test(name.trim()))?.why ?? null;
}
