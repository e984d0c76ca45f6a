import { expect, test } from 'vitest';
import { memorySource } from '../../../core/io/byteSource.ts';
import { textCode, utf8Pieces } from '../../../core/io/csv/text.ts';
import { failure } from './fixture.ts';

function utf16(text: string, little: boolean, mark: boolean): Uint8Array {
  const units = [
    ...(mark ? [0xfeff] : []),
    ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)),
  ];
  return Uint8Array.from(
    units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
  );
}

function read(bytes: Uint8Array): string {
  const source = memorySource(bytes);
  // a piece lasts until the next one is asked for
  const pieces = Array.from(utf8Pieces(source, textCode(source)), (piece) =>
    Uint8Array.from(piece),
  );
  return Buffer.concat(pieces).toString('utf8');
}

// one, two, three and four bytes of UTF-8, each at both ends of its range
const EVERY =
  'a,\x7f;\u0080é\u07ff|\u0800한\ud7ff\ue000\uffff\u{10000}\u{1f600}\u{10ffff}\n1,2\n3,4\n5,6\n7,8\n';

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])(
  'every character of UTF-16 (little-endian %s, marked %s) is the same in UTF-8',
  (little, mark) => {
    // with enough ASCII that zeros tell the order
    const text = '0,1,2,3,4,5,6,7,8,9\n'.repeat(30) + EVERY;
    expect(read(utf16(text, little, mark))).toBe(text);
  },
);

test('a text longer than a piece comes whole, a pair between two pieces too', () => {
  for (const shift of [0, 1]) {
    const text = '1'.repeat(shift) + '\u{1f600}2'.repeat(60_000);
    expect(read(utf16(text, true, true)) === text).toBe(true);
    expect(read(new TextEncoder().encode(text)) === text).toBe(true);
  }
});

test('an encoding is known by its mark, else by where its zeros are', () => {
  const of = (...bytes: number[]) => textCode(memorySource(Uint8Array.from(bytes)));
  expect(of(0xef, 0xbb, 0xbf, 0x31)).toEqual({ encoding: 'UTF-8', mark: 3 });
  expect(of(0xff, 0xfe, 0x31, 0)).toEqual({ encoding: 'UTF-16LE', mark: 2 });
  expect(of(0xfe, 0xff, 0, 0x31)).toEqual({ encoding: 'UTF-16BE', mark: 2 });
  expect(of(0x31, 0, 0x32, 0)).toEqual({ encoding: 'UTF-16LE', mark: 0 });
  expect(of(0, 0x31, 0, 0x32)).toEqual({ encoding: 'UTF-16BE', mark: 0 });
  expect(of(0x31, 0x32)).toEqual({ encoding: 'UTF-8', mark: 0 });
  // a part of a mark is none
  for (const part of [
    [0xef, 0xbb],
    [0xef, 0x31, 0xbf],
    [0xff, 0x31],
    [0xfe, 0x31],
    [0x31, 0xfe],
  ])
    expect(of(...part)).toEqual({ encoding: 'UTF-8', mark: 0 });
  expect(of()).toEqual({ encoding: 'UTF-8', mark: 0 });
});

test.each([
  ['zeros at even and odd places', [0, 0x31, 0x31, 0]],
  ['few zeros at odd places', [0x31, 0, 0x31, 0x31, 0x31, 0x31, 0x31, 0x31]],
  ['few zeros at even places', [0, 0x31, 0x31, 0x31, 0x31, 0x31, 0x31, 0x31]],
  ['UTF-32', [0xff, 0xfe, 0, 0, 0x31, 0, 0, 0]],
])('%s are no text', (_, bytes) => {
  expect(failure(() => textCode(memorySource(Uint8Array.from(bytes))))).toMatchObject({
    code: 'csv-text',
    message:
      'this is no text, but bytes: expected a table of numbers in UTF-8 or UTF-16. Give the file the ending that it has by its content, or save it as CSV.',
  });
});
