import { beforeAll, expect, test, vi } from 'vitest';
import { readCsv } from '../../../core/io/csv/readCsv.ts';
import { baseName, handlesOf, searched, successorOf } from '../../../renderer/files/openedFile.ts';
import { tableSays } from '../../../renderer/files/tableFile.ts';
import { mapHistory, record, startHistory, undo } from '../../../renderer/ui/history.ts';
import type { TensorInfo } from '../../../renderer/ui/host.ts';
import { fetchTexts, I18n } from '../../../renderer/ui/i18n.ts';
import { indexNames, indexText } from '../../../renderer/ui/indexNames.ts';
import { Toasts } from '../../../renderer/ui/toasts.svelte.ts';

function info(
  member: string,
  shape: readonly number[],
  more: Partial<TensorInfo> = {},
): TensorInfo {
  return {
    ref: { kind: 'file', handle: `h-${member}-${shape.join('x')}` },
    name: member,
    source: 'file.npz',
    shape,
    axes: ['N', 'C', 'L'].slice(0, shape.length),
    axisLabels: {},
    dtype: 'float32',
    script: '',
    bytes: 4,
    member,
    ...more,
  };
}

test('tensors of a file are found by every word in name, type or shape, however the shape is written', () => {
  const all = [
    info('encoder.0.norm.weight', [768]),
    info('encoder.0.norm.bias', [768]),
    info('encoder.0.attn.weight', [768, 64], { dtype: 'BF16' }),
  ];
  const found = (text: string) => searched(all, text).map(({ member }) => member);
  expect(found('')).toHaveLength(3);
  expect(found('NORM weight')).toEqual(['encoder.0.norm.weight']);
  for (const shape of ['768x64', '768×64', '(768,64)', 'bf16'])
    expect(found(shape)).toEqual(['encoder.0.attn.weight']);
  expect(found('nothing')).toEqual([]);
});

test('a tensor that was read in another way takes the place of its like alone', () => {
  const old = info('a', [2, 3]);
  const same = info('a', [2, 3]);
  expect(successorOf(old, [info('b', [2, 3]), same])).toBe(same);
  expect(successorOf(old, [info('a', [3, 2])])).toBeNull();
  expect(successorOf(old, [])).toBeNull();
});

test('files are named without their folders, with nothing in them that acts', () => {
  expect(['/home/me/x.npy', String.raw`C:\data\x.npy`, 'x.npy'].map(baseName)).toEqual([
    'x.npy',
    'x.npy',
    'x.npy',
  ]);
  expect(baseName('/a/\u202ecsv.exe')).toBe('\\u202ecsv.exe');
});

test('handles of files come once each, in order', () => {
  const of = (file?: string) => info('m', [1], file === undefined ? {} : { file });
  expect(handlesOf([of('b'), of('a'), of('b'), of()])).toEqual(['b', 'a']);
});

test('states of a history that are no more leave it, and the newest that is left is the present', () => {
  const drop = (gone: string) => (state: string) => (state === gone ? null : state.toUpperCase());
  const history = undo(record(record(record(startHistory('a'), 'b'), 'c'), 'd'));
  // a, b before c; d after it
  expect(mapHistory(history, drop('c'), 'z')).toEqual({
    past: ['A'],
    present: 'B',
    future: ['D'],
    topic: null,
  });
  expect(mapHistory(startHistory('a'), drop('a'), 'z').present).toBe('z');
  expect(mapHistory(undo(record(startHistory('a'), 'b')), drop('a'), 'z').present).toBe('B');
});

beforeAll(fetchTexts);
const english = new I18n(() => 'en');
const korean = new I18n(() => 'ko');
const reading = (text: string, options = {}) =>
  readCsv(new TextEncoder().encode(text), options).reading;

test('what was taken for what in a table is said in both languages, and nothing of plain numbers', () => {
  expect(tableSays(reading('1,2\n3,4\n'), english)).toEqual([]);
  const told = reading('# from the lab\n;size;kind\n0;1,5;a\n1;NA;b\n', { missing: 'nan' });
  expect(tableSays(told, english)).toEqual([
    'line 2 names the columns',
    'column 1 is an index, left out',
    'columns of text left out: kind',
    'a comma is the decimal point',
    'missing cells are NaN',
  ]);
  const said = tableSays(told, korean);
  expect(said).toHaveLength(5);
  for (const sentence of said) expect(sentence).toMatch(/\p{Script=Hangul}/u);
});

test('what numbers may mean as well is said in both languages', () => {
  expect(tableSays(reading('0\n1.5\n'), english)).toEqual([
    'line 1 is read as numbers; it could be names',
  ]);
  expect(tableSays(reading('1,000\n2,000\n'), english)[0]).toMatch(/group thousands/);
  for (const text of ['0\n1.5\n', '1,000\n2,000\n'])
    expect(tableSays(reading(text), korean)[0]).toMatch(/\p{Script=Hangul}/u);
});

test('names in another encoding are said, the numbers below them are read', () => {
  // 가,a in EUC-KR
  const bytes = Uint8Array.of(0xb0, 0xa1, 0x2c, 0x61, 0x0a, 0x31, 0x2c, 0x32, 0x0a);
  const { tensor, reading: told } = readCsv(bytes);
  expect([...tensor.data]).toEqual([1, 2]);
  expect(tableSays(told, english)).toContain(
    'names are not in UTF-8: save the table as “CSV UTF-8”',
  );
  expect(tableSays(told, korean)[1]).toMatch(/UTF-8이 아님/);
  expect(tableSays(reading('가,a\n1,2\n'), english)).toEqual(['line 1 names the columns']);
});

test('the line of the names is where they begin, though one has a line break in it', () => {
  expect(reading('"a\nb",c\n1,2\n').headerLine).toBe(1);
  expect(reading('1,2\n').headerLine).toBeNull();
});

test('indices of a table are called as its columns are', () => {
  const table = { axes: ['N', 'C'], reading: reading('a,b\u0007,\n1,2,\n') };
  expect(indexNames(table)).toEqual({ C: ['a', 'b\\x07'] });
  expect(indexText('C', 1, { C: ['a', 'b'] })).toBe('C 1 b');
  expect(indexText('N', 1, { C: ['a', 'b'] })).toBe('N 1');
  expect(indexNames({ axes: ['N', 'C'] })).toEqual({});
});

test('a message goes after a while, a failure stays, and what was not done in time is missed once', () => {
  vi.useFakeTimers();
  const toasts = new Toasts();
  const missed: string[] = [];
  const ran: string[] = [];
  const action = (name: string, within?: number) => ({
    text: name,
    run: () => ran.push(name),
    missed: () => missed.push(name),
    ...(within === undefined ? {} : { within }),
  });
  toasts.add('failed', 'stays');
  toasts.add('done', 'goes');
  toasts.add('done', 'late', undefined, action('late', 10_000));
  toasts.add('done', 'done', undefined, action('done', 10_000));
  toasts.act(toasts.items.at(-1)!.id);
  vi.advanceTimersByTime(60_000);
  expect(toasts.items.map(({ text }) => text)).toEqual(['stays']);
  expect([ran, missed]).toEqual([['done'], ['late']]);
  // The oldest makes room for a fifth, and is missed.
  toasts.close(toasts.items[0]!.id);
  for (const name of ['1', '2', '3', '4', '5']) toasts.add('failed', name, undefined, action(name));
  expect(toasts.items.map(({ text }) => text)).toEqual(['2', '3', '4', '5']);
  expect(missed).toEqual(['late', '1']);
  vi.useRealTimers();
});
