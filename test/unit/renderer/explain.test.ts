import { expect, test } from 'vitest';
import { notebookExample } from '../../../core/examples/notebook.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import { textOf } from '../../../core/texts/format.ts';
import { I18n } from '../../../renderer/ui/i18n.ts';
import { arithmetic } from '../../../renderer/explore/arithmetic.ts';
import { headline, sharers } from '../../../renderer/ui/headline.ts';
import { groupName } from '../../../renderer/ui/units.ts';

const english = new I18n(() => 'en');
const korean = new I18n(() => 'ko');

function spec(layer: LayerName, options = {}, mode: 'train' | 'eval' = 'train'): LayerSpec {
  return { layer, options, mode };
}

test('the headline says what is averaged over, how many values and for what', () => {
  const nlp = planLayer(spec('BatchNorm1d'), [2, 5, 4]);
  expect(textOf(headline(nlp, english))).toBe(
    'BatchNorm1d averages over N and L: 8 values for each of 5 channels',
  );
  const image = planLayer(spec('BatchNorm2d'), [2, 3, 5, 5]);
  expect(textOf(headline(image, english))).toBe(
    'BatchNorm2d averages over N, H and W: 50 values for each of 3 channels',
  );
  expect(textOf(headline(nlp, korean))).toBe(
    'BatchNorm1d는 N과 L에 걸쳐 평균을 냅니다: 채널 5개 각각에 값 8개씩',
  );
});

test('the accents of the headline are the reduced axes', () => {
  const plan = planLayer(spec('GroupNorm', { num_groups: 3, num_channels: 6 }), [2, 6, 4]);
  const accents = headline(plan, english).filter((part) => part.accent);
  expect(accents.map((part) => part.text)).toEqual(['C/G', 'L']);
});

test('in eval nothing is averaged, and it says so', () => {
  const plan = planLayer(spec('BatchNorm1d', {}, 'eval'), [2, 5, 4]);
  expect(textOf(headline(plan, english))).toContain('averages over nothing');
});

test('the pinned cell names its group and those who do not take part', () => {
  const plan = planLayer(spec('BatchNorm1d'), [2, 5, 4]);
  expect(sharers(plan, 9, true, english)).toBe(
    'Pinned: C = 2. Its 8 cells share one mean and one variance; the other 4 channels do not take part.',
  );
  expect(groupName(planLayer(spec('InstanceNorm1d'), [2, 5, 4]), 7)).toBe('N 1 · C 2');
});

/** The steps of a cell as plain lines. */
function lines(layer: LayerName, id: 'nlp' | 'image', flat: number, options = {}, mode?: 'eval') {
  const { tensor } = notebookExample(id);
  const trace = traceCell(normalize(spec(layer, options, mode), tensor), tensor, flat);
  return Object.fromEntries(
    arithmetic(trace, english).map((step) => [
      step.id,
      `${step.aside}: ${step.lines.map((line) => line.map((token) => token.text).join('')).join('')}`,
    ]),
  );
}

// Numbers of the notebook: x[0, 2, 1] = 1.6487, channel 2 has mean −0.0431 and variance 1.1125, y = 1.6039.
test('the arithmetic of a cell shows the notebook\u2019s numbers', () => {
  const steps = lines('BatchNorm1d', 'nlp', 9);
  expect(steps.mean).toBe(
    'over N and L: μ = (−0.7521 + 1.6487 − 0.3925 − 1.4036 + 1.3123 + 0.6872 − 1.0892 − 0.3553) / 8  = −0.0431',
  );
  expect(steps.variance).toContain('divide by 8, not 7');
  expect(steps.variance).toContain('= 1.1125');
  expect(steps.normalize).toContain('x̂ = (1.6487 + 0.0431) / √(1.1125 + 1e−5)  = 1.6039');
  expect(steps.affine).toContain('y = 1 · 1.6039 + 0 = 1.6039');
  // 0.9 · 0 + 0.1 · −0.0431 = −0.0043; unbiased variance 1.1125 · 8/7 = 1.2715, 0.9 + 0.12715 = 1.0271
  expect(steps.running).toContain('running_mean[2] = 0.9 · 0 + 0.1 · (−0.0431)  = −0.0043');
  expect(steps.running).toContain('running_var[2] = 0.9 · 1 + 0.1 · 1.2715  = 1.0271');
});

test('a long sum is cut after eight terms, with the cell itself among them', () => {
  const steps = lines('BatchNorm2d', 'image', 37);
  expect(steps.mean).toContain('42 more');
  expect(steps.mean).toContain('− 1.3543');
});

test('eval shows the stored statistics and no update', () => {
  const steps = lines('BatchNorm1d', 'nlp', 9, {}, 'eval');
  expect(steps.mean).toContain('running_mean[2] = 0.0000');
  expect(steps.running).toBeUndefined();
});

test('RMSNorm subtracts no mean, LocalResponseNorm has its window', () => {
  expect(Object.keys(lines('RMSNorm', 'nlp', 9))).toEqual(['variance', 'normalize', 'affine']);
  // x[0, 2, 1]: squares of 1.4873 −1.2345 1.6487 −0.5594 −0.1596 are 2.2121 + 1.5240 + 2.7182 + 0.3129 + 0.0255 = 6.7927
  const steps = lines('LocalResponseNorm', 'nlp', 9, { size: 5 });
  expect(steps.window).toContain('1.4873² + (−1.2345)² + 1.6487² + (−0.5594)² + (−0.1596)²');
  expect(steps.window).toMatch(/= 6\.792\d/);
});
