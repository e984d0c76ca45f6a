import { expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { parse as parseShape, type Shape } from '../../../core/shape/shape.ts';
import { CONTRACT } from '../../../electron/ipc/contract.ts';

const from =
  <T>({ argument: shape }: { readonly argument: Shape<T, unknown> }) =>
  (argument: unknown): T =>
    parseShape(shape, argument, 'argument');
const parse = {
  nothing: from(CONTRACT['app.info']),
  settings: from(CONTRACT['settings.set']),
  computeRequest: from(CONTRACT['layer.compute']),
  sliceRequest: from(CONTRACT['tensor.slice']),
  exportRequest: from(CONTRACT['report.export']),
  text: from(CONTRACT['text.copy']),
  flag: from(CONTRACT['window.fullScreen']),
  helpPage: from(CONTRACT['window.openHelp']),
};

const spec = { layer: 'BatchNorm1d', options: { eps: 1e-5 }, mode: 'train' };
const request = { tensor: { kind: 'example', id: 'nlp' }, spec };
const sliceRequest = {
  request,
  which: 'x',
  rowAxis: 1,
  colAxis: 2,
  index: [0, 0, 0],
  rows: [0, 5],
  cols: [0, 4],
};
const exportRequest = { request, view: INITIAL_VIEW, format: 'png', scale: 2, language: 'en' };

/** The place that the refusal names. */
function refusedAt(parser: (argument: unknown) => unknown, argument: unknown): unknown {
  try {
    parser(argument);
  } catch (error) {
    if (error instanceof InputError && error.code === 'badRequest') return error.details.at;
    throw error;
  }
  throw new Error('the parser took it');
}

test('a request passes unchanged, with everything that may be in it', () => {
  const full = {
    tensor: { kind: 'file', handle: 'a1b2' },
    layout: ['N', 'L', 'C'],
    edits: [
      [3, 1.5],
      [4, Number.NaN],
    ],
    spec: {
      layer: 'LayerNorm',
      options: { normalized_shape: [4], eps: null, affine: true, note: 'x' },
      mode: 'eval',
    },
    state: { weight: [1], bias: [0], runningMean: [0], runningVar: [1], numBatchesTracked: 2 },
  };
  expect(parse.computeRequest(full)).toEqual(full);
  expect(parse.computeRequest(request)).toEqual(request);
  expect(parse.sliceRequest(sliceRequest)).toEqual(sliceRequest);
  // no rows: a tensor of one axis
  const single = { ...sliceRequest, rowAxis: -1, colAxis: 0, index: [0] };
  expect(parse.sliceRequest(single)).toEqual(single);
  expect(parse.exportRequest(exportRequest)).toEqual(exportRequest);
  const stepped = { ...exportRequest, view: { ...INITIAL_VIEW, step: 4.5 } };
  expect(parse.exportRequest(stepped)).toEqual(stepped);
});

test.each([
  ['nothing', undefined, 'argument'],
  ['null', null, 'argument'],
  ['a text', 'nlp', 'argument'],
  ['a list', [request], 'argument'],
  ['no tensor', { spec }, 'argument.tensor'],
  [
    'an unknown kind of tensor',
    { tensor: { kind: 'path', id: 'x' }, spec },
    'argument.tensor.kind',
  ],
  [
    'a path in place of a handle',
    { tensor: { kind: 'file', path: '/etc/passwd' }, spec },
    'argument.tensor.path',
  ],
  ['an id that is no text', { tensor: { kind: 'example', id: 7 }, spec }, 'argument.tensor.id'],
  [
    'an endless id',
    { tensor: { kind: 'example', id: 'x'.repeat(600) }, spec },
    'argument.tensor.id',
  ],
  ['a field of its own', { ...request, path: '/tmp' }, 'argument.path'],
  ['an unknown layer', { ...request, spec: { ...spec, layer: 'Dropout' } }, 'argument.spec.layer'],
  [
    'a method for a layer',
    { ...request, spec: { ...spec, layer: 'toString' } },
    'argument.spec.layer',
  ],
  ['an unknown mode', { ...request, spec: { ...spec, mode: 'test' } }, 'argument.spec.mode'],
  ['options in a list', { ...request, spec: { ...spec, options: [1] } }, 'argument.spec.options'],
  [
    'an option that is an object',
    { ...request, spec: { ...spec, options: { eps: {} } } },
    'argument.spec.options.eps',
  ],
  ['a layout of numbers', { ...request, layout: [0, 1] }, 'argument.layout[0]'],
  ['an edit before the first cell', { ...request, edits: [[-1, 0]] }, 'argument.edits[0][0]'],
  ['an edit between two cells', { ...request, edits: [[0.5, 0]] }, 'argument.edits[0][0]'],
  ['an edit without a value', { ...request, edits: [[0]] }, 'argument.edits[0]'],
  ['too many edits', { ...request, edits: Array(100_001).fill([0, 0]) }, 'argument.edits'],
  ['a weight of texts', { ...request, state: { weight: ['1'] } }, 'argument.state.weight[0]'],
  [
    'a fractional count',
    { ...request, state: { numBatchesTracked: 1.5 } },
    'argument.state.numBatchesTracked',
  ],
])('a request that is or has %s is refused where it is wrong', (_, argument, at) => {
  expect(refusedAt(parse.computeRequest, argument)).toBe(at);
});

test.each([
  ['another tensor than x or y', { which: 'z' }, 'argument.which'],
  ['a range of one number', { rows: [0] }, 'argument.rows'],
  ['a range that begins before 0', { cols: [-4, 2] }, 'argument.cols[0]'],
  ['an infinite range', { rows: [0, Infinity] }, 'argument.rows[1]'],
  ['an axis before the first', { colAxis: -2 }, 'argument.colAxis'],
  ['an axis between two', { rowAxis: 0.5 }, 'argument.rowAxis'],
])('a slice with %s is refused', (_, change, at) => {
  expect(refusedAt(parse.sliceRequest, { ...sliceRequest, ...change })).toBe(at);
});

test.each([
  ['another format', { format: 'exe' }, 'argument.format'],
  ['a scale in words', { scale: '2' }, 'argument.scale'],
  ['a path', { path: '/tmp/x.png' }, 'argument.path'],
  ['half a view', { view: { yaw: 0 } }, 'argument.view.pitch'],
  ['a step by name', { view: { ...INITIAL_VIEW, step: 'mean' } }, 'argument.view.step'],
  ['a step before the first', { view: { ...INITIAL_VIEW, step: -0.5 } }, 'argument.view.step'],
  ['a step after the last', { view: { ...INITIAL_VIEW, step: 10.5 } }, 'argument.view.step'],
  ['a step that is no moment', { view: { ...INITIAL_VIEW, step: NaN } }, 'argument.view.step'],
])('an export with %s is refused', (_, change, at) => {
  expect(refusedAt(parse.exportRequest, { ...exportRequest, ...change })).toBe(at);
});

test('settings may be given in part, and only known ones', () => {
  expect(parse.settings({ theme: 'dark' })).toEqual({ theme: 'dark' });
  expect(parse.settings({ session: null, fontScale: 1.2 })).toEqual({
    session: null,
    fontScale: 1.2,
  });
  expect(refusedAt(parse.settings, { theme: 'pink' })).toBe('argument.theme');
  expect(refusedAt(parse.settings, { folder: '/tmp' })).toBe('argument.folder');
  expect(refusedAt(parse.settings, { session: 'x'.repeat(4_000_001) })).toBe('argument.session');
});

test('the small arguments are checked too', () => {
  expect(parse.flag(true)).toBe(true);
  expect(parse.text('abc')).toBe('abc');
  expect(parse.helpPage('licence')).toBe('licence');
  expect(() => parse.nothing({})).toThrow(InputError);
  expect(refusedAt(parse.flag, 1)).toBe('argument');
  expect(refusedAt(parse.text, ['abc'])).toBe('argument');
  expect(refusedAt(parse.helpPage, 'https://example.org')).toBe('argument');
});

test('a field that is named like a property of every object does not pass as one', () => {
  const polluted: unknown = JSON.parse('{"__proto__": {"theme": "dark"}}');
  expect(refusedAt(parse.settings, polluted)).toBe('argument.__proto__');
  expect(refusedAt(parse.settings, { constructor: 1 })).toBe('argument.constructor');
});
