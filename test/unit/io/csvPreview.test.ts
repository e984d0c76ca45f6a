import { expect, test } from 'vitest';
import { csvPreview } from '../../../core/io/csv/preview.ts';

const preview = (text: string) => csvPreview(new TextEncoder().encode(text));

test('a preview has the first eight lines with their numbers, and says how wide the widest is', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `${i},1`).join('\n');
  const { lines, header, width, problem } = preview(`a,b\n\n${rows}\n`);
  expect(lines).toHaveLength(8);
  expect(lines.slice(0, 2)).toEqual([
    { number: 1, cells: ['a', 'b'] },
    { number: 3, cells: ['0', '1'] },
  ]);
  expect([header, width, problem]).toEqual([true, 2, null]);
  const wide = preview(`${'1,'.repeat(24)}1\n`);
  expect([wide.lines[0]?.cells.length, wide.width, wide.header]).toEqual([24, 25, false]);
  expect(preview('').lines).toEqual([]);
});

test('why the lines cannot be read is a part of it; of a long table enough is tried', () => {
  expect(preview('1,2\n3,x\n').problem).toEqual({
    code: 'csv-number',
    message:
      'line 2, column 2: expected a number, got "x". Remove what is not a number, or write nan.',
    details: { line: 2, column: 2, cell: 'x', kind: 'text' },
  });
  // the value behind the 2^19 that are tried is not, nor what follows
  expect(preview(`${'1\n'.repeat(2 ** 19 + 1)}x\n`).problem).toBeNull();
});
