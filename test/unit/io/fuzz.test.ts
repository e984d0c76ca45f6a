import { expect, test } from 'vitest';
import { FORMATS, readMutants } from './mutantFiles.ts';

/** Mutants of each format; `node test/fuzz/fuzz.mjs 100000` makes more. */
const COUNT = 100;

test.each(FORMATS.map((format) => [format[0], format] as const))(
  '%s: whatever the bytes, they are read or refused',
  (_, format) => {
    const { refused, crashes } = readMutants(format, COUNT);
    expect(crashes).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  },
);
