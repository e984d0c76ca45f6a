import { expect, test } from 'vitest';
import { optionRow } from '../../../core/norm/layerRow.ts';
import { layerRow } from '../../../core/norm/layers.ts';
import { optionText, parseOption } from '../../../core/norm/optionText.ts';

function row(layer: string, name: string) {
  const found = optionRow(layerRow(layer), name);
  if (!found) throw new Error(`${layer} has no option ${name}`);
  return found;
}

const eps = row('BatchNorm1d', 'eps');
const momentum = row('BatchNorm1d', 'momentum');
const features = row('BatchNorm1d', 'num_features');
const sizes = row('LayerNorm', 'normalized_shape');

test('eps reads decimal and scientific notation, also with a true minus sign', () => {
  for (const text of ['1e-5', '1E-5', '0.00001', ' 1e\u22125 ', '.00001'])
    expect(parseOption(eps, text)).toEqual({ ok: true, value: 1e-5 });
  expect(parseOption(eps, '0')).toEqual({ ok: true, value: 0 });
});

test('what is no number is refused with a reason, not read as something else', () => {
  for (const text of ['abc', '0x10', '1e', '1,5', 'Infinity', '1e999', 'None'])
    expect(parseOption(eps, text), text).toMatchObject({ ok: false, code: 'number' });
  expect(parseOption(eps, '')).toMatchObject({ ok: false, code: 'empty' });
});

test('a number out of range names the limit', () => {
  expect(parseOption(features, '0')).toEqual({ ok: false, code: 'least', limit: 1 });
  const atMost = { ...features, max: 9 };
  expect(parseOption(atMost, '10')).toEqual({ ok: false, code: 'most', limit: 9 });
});

test('eps and momentum are taken from where PyTorch takes them', () => {
  expect(parseOption(eps, '-1e-5')).toEqual({ ok: true, value: -1e-5 });
  expect(parseOption(momentum, '1.5')).toEqual({ ok: true, value: 1.5 });
});

test('None is taken where Python takes it', () => {
  expect(parseOption(momentum, 'None')).toEqual({ ok: true, value: null });
  expect(parseOption(momentum, 'none')).toEqual({ ok: true, value: null });
});

test('whole numbers are whole', () => {
  expect(parseOption(features, '5')).toEqual({ ok: true, value: 5 });
  expect(parseOption(features, '5.5')).toMatchObject({ ok: false, code: 'integer' });
  expect(parseOption(features, '0')).toEqual({ ok: false, code: 'least', limit: 1 });
});

test('sizes are read as Python writes a tuple or a list', () => {
  for (const text of ['3, 5, 5', '(3, 5, 5)', '[3,5,5]', '3 5 5'])
    expect(parseOption(sizes, text)).toEqual({ ok: true, value: [3, 5, 5] });
  expect(parseOption(sizes, '3, x')).toMatchObject({ ok: false, code: 'sizes' });
});

test('a value stands in its field as one would type it', () => {
  expect(optionText(1e-5)).toBe('1e-5');
  expect(optionText(0.1)).toBe('0.1');
  expect(optionText(1e-12)).toBe('1e-12');
  expect(optionText(null)).toBe('None');
  expect(optionText([5, 4])).toBe('5, 4');
});

test('a choice is one of its values', () => {
  const norm = row('QKNorm', 'norm');
  expect(parseOption(norm, ' l2 ')).toEqual({ ok: true, value: 'l2' });
  expect(parseOption(norm, 'l3')).toEqual({ ok: false, code: 'choice', limit: 0 });
});
