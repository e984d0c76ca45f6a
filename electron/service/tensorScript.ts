import type { CsvReading } from '../../core/io/csv/dialect.ts';
import { MISSING } from '../../core/io/csv/cellKind.ts';

/** What the lines that read a tensor are made from. */
export interface ScriptSource {
  /** Name of the file, without its folder. */
  readonly base: string;
  readonly member: string;
  /** True for float64. */
  readonly wide: boolean;
  readonly reading?: CsvReading | undefined;
  /** Keys and positions that lead to it in a PyTorch file. */
  readonly keys?: readonly (string | number)[] | undefined;
}

/** PyTorch lines that read a tensor of a file as it was read here, named x. */
export function scriptOf({ base, member, wide, reading, keys }: ScriptSource): string {
  const file = JSON.stringify(base);
  const type = wide ? '.double()' : '.float()';
  if (/\.safetensors$/i.test(base))
    return `x = safetensors.torch.load_file(${file})[${JSON.stringify(member)}]${type}`;
  if (keys) {
    const at = keys.map((key) => `[${JSON.stringify(key)}]`).join('');
    return `x = torch.load(${file}, map_location="cpu")${at}${type}`;
  }
  if (/\.json$/i.test(base)) return `x = torch.tensor(json.load(open(${file})))${type}`;
  const access = member ? `[${JSON.stringify(member)}]` : '';
  if (/\.np[yz]$/i.test(base))
    return `x = torch.from_numpy(np.load(${file})${access}.astype("${wide ? 'float64' : 'float32'}"))`;
  return `x = torch.from_numpy(np.loadtxt(${[file, ...tableOptions(reading)].join(', ')}))${type}`;
}

/** Options of numpy.loadtxt. */
function tableOptions(reading: CsvReading | undefined): string[] {
  if (!reading) return ['delimiter=","', 'ndmin=2'];
  const { encoding, delimiter, decimal, missing, skipped, width, firstLine } = reading;
  const left = skipped.map(({ column }) => column - 1).join(', ');
  // "utf-8-sig" takes a mark away, "utf-16le" does not
  const marked = encoding !== 'UTF-8' && firstLine === 1;
  const cell = marked ? String.raw`s.lstrip("\ufeff")` : 's';
  const text = decimal === ',' ? `${cell}.replace(",", ".")` : cell;
  const names = JSON.stringify(MISSING);
  const number =
    missing === 'nan'
      ? `float("nan" if s.strip().lower() in ${names} else ${text})`
      : `float(${text})`;
  return [
    ...(delimiter === ' ' ? [] : [`delimiter=${JSON.stringify(delimiter)}`]),
    ...(firstLine > 1 ? [`skiprows=${firstLine - 1}`] : []),
    ...(skipped.length > 0 ? [`usecols=[i for i in range(${width}) if i not in [${left}]]`] : []),
    `encoding="${encoding === 'UTF-8' ? 'utf-8-sig' : encoding.toLowerCase()}"`,
    `quotechar='"'`,
    ...(number === 'float(s)' ? [] : [`converters=lambda s: ${number}`]),
    'ndmin=2',
  ];
}
