import { InputError } from '../../core/errors.ts';
import { hasStrangeNames, type CsvOptions } from '../../core/io/csv/dialect.ts';
import type { Delimiter } from '../../core/io/csv/cells.ts';
import type { ImageRemark } from '../../core/io/image/imageTensor.ts';
import { EXTENSIONS, isPicture } from '../workers/formats.ts';
import { imageSpecOf } from './madeInput.ts';
import { reasonOf } from '../../core/io/catalog.ts';
import { printable, shown, shownNames } from '../../core/io/shown.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { Service } from '../service/service.ts';
import type { OpenedTensors } from '../service/tensors.ts';
import type { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** Flags about how a file is read. */
export const INPUT_FLAGS = [
  'tensor',
  'csv-header',
  'csv-index',
  'csv-delimiter',
  'csv-decimal',
  'csv-missing',
  'csv-text',
] as const;

const DELIMITERS: Readonly<Record<string, Delimiter>> = {
  comma: ',',
  ',': ',',
  semicolon: ';',
  ';': ';',
  tab: '\t',
  '\\t': '\t',
  '\t': '\t',
  bar: '|',
  '|': '|',
  space: ' ',
  ' ': ' ',
};
const CHOICES = { auto: 'auto', yes: 'yes', no: 'no' } as const;
const DECIMALS = { point: '.', '.': '.', comma: ',', ',': ',' } as const;

/**
 * How the command line wants a table read.
 * @throws UsageError
 */
export function csvOptionsOf(flags: Flags): CsvOptions {
  const header = oneOf(flags, 'csv-header', CHOICES);
  const index = oneOf(flags, 'csv-index', CHOICES);
  const delimiter = oneOf(flags, 'csv-delimiter', DELIMITERS);
  const decimal = oneOf(flags, 'csv-decimal', DECIMALS);
  const missing = oneOf(flags, 'csv-missing', { nan: 'nan', refuse: 'refuse' } as const);
  const text = oneOf(flags, 'csv-text', { skip: 'skip', refuse: 'refuse' } as const);
  return {
    ...(header && { header }),
    ...(index && { index }),
    ...(delimiter && { delimiter }),
    ...(decimal && { decimal }),
    ...(missing && { missing }),
    ...(text && { text }),
  };
}

function oneOf<T>(flags: Flags, flag: string, choices: Readonly<Record<string, T>>): T | undefined {
  const given = flags.values.get(flag);
  if (given === undefined) return undefined;
  if (Object.hasOwn(choices, given)) return choices[given];
  const known = Object.keys(choices)
    .filter((name) => name.length > 1 && !name.startsWith('\\'))
    .join(', ');
  throw new UsageError(`--${flag}: expected ${known}, got "${given}".`);
}

/** What the flags and the memory limit say about an input. */
export interface InputOptions {
  readonly convertIntegers: boolean;
  readonly axes?: readonly string[];
  readonly memoryBytes: number;
}

/**
 * Opens the tensor of a file that the flags name, and says on stderr what was taken for what.
 * @throws InputError manyTensors, and those of opening
 */
export async function openInput(
  service: Service,
  file: string,
  flags: Flags,
  options: InputOptions,
): Promise<TensorInfo> {
  const member = flags.values.get('tensor');
  const { axes, ...rest } = options;
  const image = imageSpecOf(flags);
  const pictures = flags.positional.length > 1 && flags.positional.every(isPicture);
  if (pictures) {
    const files = flags.positional.map((path) => ({ path, name: path }));
    const how = { ...rest, ...(image && { image }), ...(axes && { axes }) };
    const { tensors } = await service.tensors.openImages(files, how);
    tell(
      file,
      (tensors[0]?.remarks ?? []).map((remark) => REMARKS[remark]),
    );
    return tensors[0]!;
  }
  const found = await service.tensors.open(file, {
    ...rest,
    ...(image && { image }),
    csv: csvOptionsOf(flags),
    ...(member === undefined ? {} : { member }),
    // Of several tensors the layout fits one at most.
    ...(axes ? { axes } : {}),
  });
  const [info, ...others] = found.tensors;
  if (!info || others.length > 0) throw manyTensors(file, found);
  tell(file, toldOf(found, info, member !== undefined));
  return info;
}

function manyTensors(file: string, { tensors }: OpenedTensors): InputError {
  const names = shownNames(tensors.map(({ member = '' }) => member));
  return new InputError(
    'manyTensors',
    `${file} holds ${tensors.length} tensors: ${names}. Name the one you mean: --tensor NAME.`,
    { file, count: tensors.length, names },
  );
}

function toldOf({ skipped }: OpenedTensors, info: TensorInfo, chosen: boolean): string[] {
  const said: string[] = (info.remarks ?? []).map((remark) => REMARKS[remark]);
  const { reading } = info;
  if (reading) {
    const { columns, decimal, missing, encoding, headerLine, firstLine, doubt } = reading;
    if (columns) said.push(`line ${headerLine ?? 1} names the columns (${shownNames(columns)})`);
    for (const why of ['index', 'text', 'empty'] as const) {
      const passed = reading.skipped.filter((column) => column.why === why);
      const names = passed.map(
        ({ column, name }) => `${column}${name ? ` "${shown(name, 40)}"` : ''}`,
      );
      if (passed.length > 0) said.push(`${WHAT[why]} column ${shownNames(names)} is left out`);
    }
    if (decimal === ',') said.push('a comma is taken for the decimal point');
    if (missing === 'nan') said.push('missing cells are NaN');
    if (doubt === 'header')
      said.push(`line ${firstLine} is read as numbers; if it names the columns: --csv-header yes`);
    if (doubt === 'thousands')
      said.push(
        'a comma is taken for the end of a cell; if it groups thousands, write 1,000 as 1000',
      );
    if (hasStrangeNames(reading))
      said.push('its names are not in UTF-8; for them to be read, save it as "CSV UTF-8"');
    if (encoding !== 'UTF-8') said.push(`it is ${encoding}`);
  }
  if (skipped.length > 0 && !chosen) {
    const reasons = skipped.map((each) => `${each.member} (${reasonOf(each)})`);
    said.push(`${skipped.length} of its members left out: ${shownNames(reasons, 6)}`);
  }
  return said;
}

/** What of pictures is changed, in words. */
const REMARKS: Readonly<Record<ImageRemark, string>> = {
  turned: 'it is turned as its EXIF orientation says',
  white: 'transparent pixels are shown on white',
  'eight-bits': 'of 16 bits a channel the upper 8 are taken',
  'first-frame': 'of its frames the first is taken',
};

const WHAT = { index: 'index', text: 'text', empty: 'empty' } as const;

/** One line on stderr. */
function tell(file: string, said: readonly string[]): void {
  if (said.length > 0)
    process.stderr.write(`normscope: ${printable(`${file}: ${said.join('; ')}`)}.\n`);
}

/** Endings that say what is in a file; an output has that of its format, or none of them. */
const KNOWN: readonly string[] = [
  ...EXTENSIONS,
  // What is written by this program.
  ...['svg', 'pdf', 'html', 'htm', 'md', 'ipynb', 'py', 'gif', 'xml', 'zip', 'tex'],
  // What other programs take by its name.
  ...['h5', 'hdf5', 'mat', 'keras', 'onnx', 'pb', 'tflite', 'gguf', 'pkl', 'pickle', 'joblib'],
  ...['xls', 'xlsx', 'ods', 'parquet', 'arrow', 'feather', 'tif', 'tiff', 'bmp', 'gz'],
];

/**
 * Refuses an output whose name says that it is another format than what would be written.
 * @throws UsageError
 */
export function checkEnding(flag: string, file: string, format: string): void {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  if (ending === undefined || ending === format || !KNOWN.includes(ending)) return;
  throw new UsageError(
    `${flag}: what is written is .${format}, but the name ${file} says .${ending}. Give it a name that ends in .${format}.`,
  );
}
