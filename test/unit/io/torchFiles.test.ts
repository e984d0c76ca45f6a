import { readFileSync, existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tensorNamed } from '../../../core/io/catalog.ts';
import { torchCatalog } from '../../../core/io/torch/torchCatalog.ts';
import { described, failure } from './fixture.ts';

interface Expected {
  readonly dtype: string;
  readonly stored: 'float32' | 'float64';
  readonly shape: readonly number[];
  readonly hex: string;
}
interface Index {
  readonly torch: string;
  readonly files: Readonly<Record<string, Readonly<Record<string, Expected>>>>;
  readonly sharing: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, string>>;
}

const FOLDER = new URL('../../fixtures/torch/', import.meta.url);
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const indexOf = (version: string) =>
  JSON.parse(readFileSync(new URL(`index-${version}.json`, FOLDER), 'utf8')) as Index;

const ALL = { convertIntegers: true };

describe.each(['1.13', '2.13'])('files of PyTorch %s', (version) => {
  const index = indexOf(version);

  test.each(Object.entries(index.files).filter(([, tensors]) => Object.keys(tensors).length > 0))(
    '%s: every tensor has its name, shape, type and bits',
    (name, tensors) => {
      const catalog = torchCatalog(file(name), ALL);
      const names = catalog.tensors.map(({ member }) => member);
      expect(names.sort()).toEqual(Object.keys(tensors).sort());
      for (const listed of catalog.tensors) {
        const { dtype, stored, shape, hex } = tensors[listed.member]!;
        expect([listed.member, listed.dtype, listed.shape]).toEqual([listed.member, dtype, shape]);
        expect([listed.member, described(catalog.read(listed))]).toEqual([
          listed.member,
          { dtype: stored, shape, hex },
        ]);
      }
    },
  );

  test('tensors that look at the same numbers say so', () => {
    const { tensors } = torchCatalog(file(`${version}-zip.pt`), ALL);
    for (const [name, first] of Object.entries(index.sharing))
      expect(tensors.find(({ member }) => member === name)?.sharesWith).toBe(first);
    expect(tensors.find(({ member }) => member === 'tied.embed')?.sharesWith).toBeUndefined();
  });

  test('what is no tensor that can be shown is named with why, and nothing is executed', () => {
    const { skipped } = torchCatalog(file(`${version}-others.pt`), ALL);
    const told = Object.fromEntries(skipped.map(({ member, details }) => [member, details.dtype]));
    expect(told).toEqual(index.refused);
    expect(existsSync('/tmp/normscope-must-not-exist')).toBe(false);
  });

  test('a file in which nothing is a tensor is an error that names what is there', () => {
    const { code, message } = failure(() => torchCatalog(file(`${version}-objects.pt`)));
    expect(code).toBe('nothing-usable');
    expect(message).toMatch(/__main__\.Net.*posix\.system/);
  });

  test('integers are refused by name, and read when that is asked for', () => {
    const bytes = file(`${version}-zip.pt`);
    const name = 'model.bn.num_batches_tracked';
    expect(failure(() => tensorNamed(torchCatalog(bytes), name)).code).toBe('integer-dtype');
    const catalog = torchCatalog(bytes, ALL);
    expect([...catalog.read(tensorNamed(catalog, name)).data]).toEqual([1]);
  });
});

test('an archive that says every size and place in its zip64 parts is read as any other', () => {
  const folder = new URL('../../fixtures/torch/', import.meta.url);
  const { tensors } = JSON.parse(readFileSync(new URL('zip64.json', folder), 'utf8')) as {
    tensors: readonly { name: string; shape: readonly number[]; values: readonly number[] }[];
  };
  const catalog = torchCatalog(new Uint8Array(readFileSync(new URL('zip64.pt', folder))));
  const read = catalog.tensors.map((listed) => {
    const { shape, data } = catalog.read(listed);
    return { name: listed.member, shape, values: Array.from(data) };
  });
  expect(read).toEqual(tensors);
});
