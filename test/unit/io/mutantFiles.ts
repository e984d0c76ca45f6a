import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { inRoot } from '../../../build/paths.mjs';
import { InputError } from '../../../core/errors.ts';
import { bytesOfListed, type Catalog } from '../../../core/io/catalog.ts';
import { readCsv } from '../../../core/io/csv/readCsv.ts';
import { readJson } from '../../../core/io/json.ts';
import { npyCatalog } from '../../../core/io/npy.ts';
import { npzCatalog } from '../../../core/io/npz.ts';
import { safetensorsCatalog } from '../../../core/io/safetensors.ts';
import { torchCatalog } from '../../../core/io/torch/torchCatalog.ts';
import { imageHeader } from '../../../core/io/image/header.ts';
import { memorySource } from '../../../core/io/byteSource.ts';
import { inspect, readCheckpoint } from '../../../core/checkpoint/inspection.ts';

/** Bytes of a tensor that is read: beyond it the memory limit stands before the reader. */
const MOST_BYTES = 2 ** 24;

const file = (name: string) => new Uint8Array(readFileSync(inRoot(`test/fixtures/${name}`)));
const text = (of: string) => new TextEncoder().encode(of);

/** Numbers that are the same in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Some bytes changed, taken out, put in or doubled, or the end cut off. */
function mutant(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  let made = Array.from(bytes);
  for (let times = 1 + next(4); times > 0; times--) {
    const at = next(made.length + 1);
    const length = 1 + next(8);
    const kind = next(7);
    if (kind === 0) made[at] = next(256);
    else if (kind === 1) made[at] = (made[at] ?? 0) ^ (1 << next(8));
    else if (kind === 2) made.splice(at, length);
    else if (kind === 3) made.splice(at, 0, ...Array.from({ length }, () => next(256)));
    else if (kind === 4) made.splice(at, 0, ...made.slice(at, at + 4 * length));
    else if (kind === 5) for (let i = 0; i < 4; i++) made[at + i] = [0, 255, 127, 128][next(4)]!;
    else if (next(8) === 0) made = made.slice(0, at);
  }
  return Uint8Array.from(made, (byte) => byte ?? 0);
}

const readAll = (catalog: Catalog) => {
  for (const listed of catalog.tensors)
    if (bytesOfListed(listed) <= MOST_BYTES) catalog.read(listed);
};
const ALL = { convertIntegers: true };

/** A member changed inside of an archive whose checksums are right. */
function within(archive: Uint8Array, change: (member: Uint8Array, name: string) => Uint8Array) {
  const members = Object.entries(unzipSync(archive));
  const changed = members.map(([name, bytes]) => [name, change(bytes, name)] as const);
  return zipSync(Object.fromEntries(changed), { level: 0 });
}

type Mutate = (bytes: Uint8Array, next: (below: number) => number) => Uint8Array;
const inPickle: Mutate = (bytes, next) =>
  within(bytes, (member, name) => (name.endsWith('.pkl') ? mutant(member, next) : member));
const inMembers: Mutate = (bytes, next) => within(bytes, (member) => mutant(member, next));

/** A format's name, a whole file, what changes it, and what reads it. */
export const FORMATS: readonly (readonly [
  name: string,
  bytes: Uint8Array,
  mutate: Mutate,
  read: (bytes: Uint8Array) => void,
])[] = [
  ['PyTorch zip', file('torch/1.13-zip.pt'), mutant, (bytes) => readAll(torchCatalog(bytes, ALL))],
  [
    'PyTorch pickle',
    file('torch/2.13-zip.pt'),
    inPickle,
    (bytes) => readAll(torchCatalog(bytes, ALL)),
  ],
  [
    'PyTorch others',
    file('torch/2.13-others.pt'),
    inPickle,
    (bytes) => readAll(torchCatalog(bytes, ALL)),
  ],
  [
    'PyTorch legacy',
    file('torch/1.13-legacy.pth'),
    mutant,
    (bytes) => readAll(torchCatalog(bytes, ALL)),
  ],
  [
    'checkpoint',
    file('checkpoints/healthy-cnn.pt'),
    inPickle,
    (bytes) => {
      const about = { name: 'x', format: 'torch', bytes: bytes.length };
      inspect(readCheckpoint(about, torchCatalog(bytes, ALL)));
    },
  ],
  ['npy', file('npy/little-f4.npy'), mutant, (bytes) => readAll(npyCatalog(bytes, ALL))],
  ['npz', file('npy/stored.npz'), inMembers, (bytes) => readAll(npzCatalog(bytes, ALL))],
  [
    'safetensors',
    file('npy/four.safetensors'),
    mutant,
    (bytes) => readAll(safetensorsCatalog(bytes, ALL)),
  ],
  [
    'JSON',
    text(
      JSON.stringify([
        [
          [1, 2.5],
          [-3e4, 0],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ]),
    ),
    mutant,
    (bytes) => void readJson(bytes),
  ],
  ...(['turned.jpg', 'turned.png', 'upside.webp'] as const).map(
    (name) =>
      [
        `header of ${name}`,
        file(`images/${name}`),
        mutant,
        (bytes: Uint8Array) => void imageHeader(memorySource(bytes)),
      ] as const,
  ),
  ['CSV', text('a;b\n1,5;2\n"3";4\n'), mutant, (bytes) => void readCsv(bytes)],
];

/** What became of some mutants of a format. */
export interface Outcome {
  readonly refused: number;
  /** Those that were neither read nor refused, with what was thrown. */
  readonly crashes: readonly { readonly mutant: string; readonly error: unknown }[];
}

/** Makes mutants of a format, the same in every run, and reads each. */
export function readMutants(
  [, bytes, mutate, read]: (typeof FORMATS)[number],
  count: number,
): Outcome {
  const next = sequence(bytes.length);
  let refused = 0;
  const crashes: Outcome['crashes'][number][] = [];
  for (let i = 0; i < count; i++) {
    const made = mutate(bytes, next);
    try {
      read(made);
    } catch (error) {
      if (error instanceof InputError) refused++;
      else crashes.push({ mutant: Buffer.from(made).toString('base64'), error });
    }
  }
  return { refused, crashes };
}
