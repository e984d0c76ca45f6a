import { expect, test } from 'vitest';
import type { CsvReading } from '../../../core/io/csv/dialect.ts';
import { MISSING } from '../../../core/io/csv/cellKind.ts';
import { scriptOf, type ScriptSource } from '../../../electron/service/tensorScript.ts';

const of = (base: string, more: Partial<ScriptSource> = {}) =>
  scriptOf({ base, member: '', wide: false, ...more });

test.each([
  [of('x.npy'), 'x = torch.from_numpy(np.load("x.npy").astype("float32"))'],
  [of('X.NPY', { wide: true }), 'x = torch.from_numpy(np.load("X.NPY").astype("float64"))'],
  [
    of('x.npz', { member: 'a"b' }),
    String.raw`x = torch.from_numpy(np.load("x.npz")["a\"b"].astype("float32"))`,
  ],
  [
    of('m.safetensors', { member: 'w' }),
    'x = safetensors.torch.load_file("m.safetensors")["w"].float()',
  ],
  [
    of('m.pt', { keys: ['model', 0, 'w'], wide: true }),
    'x = torch.load("m.pt", map_location="cpu")["model"][0]["w"].double()',
  ],
  [of('m.pt', { keys: [] }), 'x = torch.load("m.pt", map_location="cpu").float()'],
  [of('x.json'), 'x = torch.tensor(json.load(open("x.json"))).float()'],
  [of('x.csv'), 'x = torch.from_numpy(np.loadtxt("x.csv", delimiter=",", ndmin=2)).float()'],
  [
    of('x.npy.csv', { wide: true }),
    'x = torch.from_numpy(np.loadtxt("x.npy.csv", delimiter=",", ndmin=2)).double()',
  ],
])('a tensor of a file is read by %s', (script, expected) => {
  expect(script).toBe(expected);
});

const table = (more: Partial<CsvReading>) => {
  const reading: CsvReading = {
    encoding: 'UTF-8',
    delimiter: ',',
    decimal: '.',
    missing: 'refuse',
    columns: null,
    skipped: [],
    width: 3,
    headerLine: null,
    firstLine: 1,
    doubt: null,
    ...more,
  };
  return of('x.csv', { reading })
    .replace('x = torch.from_numpy(np.loadtxt("x.csv", ', '')
    .replace(', ndmin=2)).float()', '');
};
const NAMES = JSON.stringify(MISSING);

test.each([
  [{}, `delimiter=",", encoding="utf-8-sig", quotechar='"'`],
  [{ delimiter: ' ' }, `encoding="utf-8-sig", quotechar='"'`],
  [{ delimiter: '\t' }, String.raw`delimiter="\t", encoding="utf-8-sig", quotechar='"'`],
  [{ firstLine: 3 }, `delimiter=",", skiprows=2, encoding="utf-8-sig", quotechar='"'`],
  [
    {
      skipped: [
        { column: 1, name: '', why: 'index' },
        { column: 3, name: 'c', why: 'text' },
      ],
    },
    `delimiter=",", usecols=[i for i in range(3) if i not in [0, 2]], encoding="utf-8-sig", quotechar='"'`,
  ],
  [
    { decimal: ',', delimiter: ';' },
    `delimiter=";", encoding="utf-8-sig", quotechar='"', converters=lambda s: float(s.replace(",", "."))`,
  ],
  [
    { missing: 'nan' },
    `delimiter=",", encoding="utf-8-sig", quotechar='"', converters=lambda s: float("nan" if s.strip().lower() in ${NAMES} else s)`,
  ],
  [
    { encoding: 'UTF-16LE' },
    String.raw`delimiter=",", encoding="utf-16le", quotechar='"', converters=lambda s: float(s.lstrip("\ufeff"))`,
  ],
  [
    { encoding: 'UTF-16BE', firstLine: 2 },
    `delimiter=",", skiprows=1, encoding="utf-16be", quotechar='"'`,
  ],
] as const)('a table that is read as %o is read by numpy.loadtxt so', (reading, expected) => {
  expect(table(reading)).toBe(expected);
});
