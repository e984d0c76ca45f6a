import { expect, test } from 'vitest';
import { notebookExample } from '../../../core/examples/notebook.ts';
import { formulaText } from '../../../core/formula/formulaText.ts';
import { numbersText, tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import { textOf } from '../../../core/texts/format.ts';
import { fetchTexts, I18n } from '../../../renderer/ui/i18n.ts';
import { headline, sharers } from '../../../renderer/ui/headline.ts';
import { groupName } from '../../../renderer/ui/units.ts';

await fetchTexts();

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
  expect(accents.map((part) => part.text)).toEqual(['C (2/6)', 'L']);
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

/** Sentences of a cell's stations. */
function sentences(layer: LayerName, flat: number, i18n: I18n, options = {}, mode?: 'eval') {
  const { tensor } = notebookExample('nlp');
  const trace = traceCell(normalize(spec(layer, options, mode), tensor), tensor, flat);
  return Object.fromEntries(
    tellStations(trace).map((station) => [station.id, i18n.told(station.sentence)]),
  );
}

// Numbers of the notebook: x[0, 2, 1] = 1.6487, channel 2 has mean −0.0431 and variance 1.1125, y = 1.6039.
test('sentences stand alone and carry their numbers, in both languages', () => {
  const en = sentences('BatchNorm1d', 9, english);
  expect(en.mean).toBe('Add the 8 values of channel 2 and divide by 8: μ = −0.0431.');
  expect(en.gather).toBe('Gather the 8 values of channel 2; the axes N and L disappear.');
  expect(en.variance).toBe(
    'Add the 8 squared deviations of channel 2 and divide by n = 8, which is the biased variance: σ² = 1.1125.',
  );
  expect(en.scaleShift).toBe('Multiply 1.6039 by γ = 1 and add β = 0: y = 1.6039.');
  const ko = sentences('BatchNorm1d', 9, korean);
  expect(ko.mean).toBe('채널 2의 값 8개를 더하고 8로 나눕니다. μ = −0.0431');
  expect(ko.gather).toBe('채널 2의 값 8개를 모읍니다. N과 L 축이 사라집니다.');
  expect(ko.deviation).toBe('채널 2의 모든 값에서 μ = −0.0431을 뺍니다. 1.6487은 1.6918이 됩니다.');
});

test('the numbers of a sentence have the colours of what they are', () => {
  const { tensor } = notebookExample('nlp');
  const trace = traceCell(normalize(spec('BatchNorm1d'), tensor), tensor, 9);
  const mean = tellStations(trace).find(({ id }) => id === 'mean')!;
  expect(english.tell(mean.sentence)).toContainEqual({ text: '−0.0431', role: 'mean' });
});

test('what a layer does otherwise is said so', () => {
  // 1.1125 · 8 / 7 = 1.2715
  expect(sentences('UnbiasedBatchNorm', 9, english).variance).toBe(
    'Add the 8 squared deviations of channel 2 and divide by n − 1 = 7, which is the unbiased variance: σ² = 1.2715.',
  );
  // −0.7521² + 1.6487² + 0.3925² + 1.4036² = 0.5657 + 2.7182 + 0.1541 + 1.9701 = 5.4081, over 4 1.3520
  const rms = sentences('RMSNorm', 9, english, { normalized_shape: [4] });
  expect(rms.variance).toMatch(
    /^Add the 4 squares of channel 2 of sample 0 .* the mean of squares is 1\.352\d\.$/,
  );
  expect(rms.square).toContain('no mean is subtracted');
  expect(rms.divide).toContain('root mean square 1.0000');
  expect(Object.values(rms).join(' ')).not.toMatch(/deviation|variance|running|mean 0/);
  expect(sentences('EpsOutsideBatchNorm', 9, english).epsSqrt).toMatch(
    /^Take the root of the variance 1\.1125, then add eps = 1e−5: 1\.0548\.$/,
  );
  const stored = sentences('BatchNorm1d', 9, english, {}, 'eval');
  expect(stored.mean).toBe('Take the running_mean that is stored for channel 2: μ = 0.0000.');
  expect(stored.divide).not.toContain('mean 0');
  expect(sentences('LocalResponseNorm', 1, english, { size: 5 }).group).toBe(
    'This cell has a window of its own: 5 channels around channel 0; 2 of them lie beyond the edge and count as 0.',
  );
});

test('a long sum is cut after eight terms, with the cell itself among them', () => {
  const { tensor } = notebookExample('image');
  const trace = traceCell(normalize(spec('BatchNorm2d'), tensor), tensor, 37);
  const mean = tellStations(trace).find(({ id }) => id === 'mean')!;
  const text = mean.numbers
    .map((line) => formulaText(line, { more: (n) => english.t('sum.more', { n }) }))
    .join('');
  expect(text).toContain('+ … 42 more) / 50');
  expect(text).toContain('− 1.3543');
  expect(numbersText(mean)).toContain('+ …) / 50');
});
