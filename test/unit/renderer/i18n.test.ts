import fs from 'node:fs';
import { expect, test } from 'vitest';
import { formatText, listOf, textOf } from '../../../core/texts/format.ts';
import { fetchTexts, I18n } from '../../../renderer/ui/i18n.ts';
import { josa } from '../../../core/texts/josa.ts';
import { koErrors } from '../../../core/texts/koErrors.ts';
import { WINDOW_TEXTS } from '../../../core/texts/window.ts';

await fetchTexts();

const root = new URL('../../../', import.meta.url);
const read = (file: string) => fs.readFileSync(new URL(file, root), 'utf8');
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();

test('a message takes its parameters and the word that agrees with a number', () => {
  const message = '{size} {size:value|values} for each of {groups} {unit}';
  const params = { size: 1, groups: 5000, unit: 'channels' };
  expect(formatText(message, params, 'en')).toBe('1 value for each of 5,000 channels');
  expect(formatText(message, { ...params, size: 8 }, 'en')).toContain('8 values');
});

test('the words that agree with a number may leave the number out', () => {
  const message = 'the other{n:| #} {n:sample does|samples do} not take part';
  expect(formatText(message, { n: 1 }, 'en')).toBe('the other sample does not take part');
  expect(formatText(message, { n: 1200 }, 'en')).toBe('the other 1,200 samples do not take part');
});

test('a Korean particle agrees with the last sound of letters, digits and syllables', () => {
  expect(formatText('{layer:은는}', { layer: 'BatchNorm1d' }, 'ko')).toBe('BatchNorm1d는');
  expect(formatText('{layer:은는}', { layer: 'LayerNorm' }, 'ko')).toBe('LayerNorm은');
  expect(formatText('{n:으로로}', { n: 8 }, 'ko')).toBe('8로');
  expect(formatText('{n:으로로}', { n: 50 }, 'ko')).toBe('50으로');
  expect(formatText('{n:이가}', { n: 49 }, 'ko')).toBe('49가');
  expect(formatText('{name:을를}', { name: '채널' }, 'ko')).toBe('채널을');
  expect(formatText('{form:으로로}', { form: '(C, L)' }, 'ko')).toBe('(C, L)로');
  expect(josa('값', '과와')).toBe('과');
});

test('axis names in a row are accented and joined as the language joins them', () => {
  expect(textOf(listOf(['N', 'H', 'W'], 'en'))).toBe('N, H and W');
  expect(textOf(listOf(['N', 'L'], 'en'))).toBe('N and L');
  expect(textOf(listOf(['N', 'L'], 'ko'))).toBe('N과 L');
  expect(textOf(listOf(['N', 'H', 'W'], 'ko'))).toBe('N, H, W');
  const accents = listOf(['N', 'L'], 'en').filter((part) => part.accent);
  expect(accents.map((part) => part.text)).toEqual(['N', 'L']);
});

test('Korean has every message, and no parameter that English does not have', () => {
  for (const [key, { en, ko }] of Object.entries(WINDOW_TEXTS)) {
    expect(ko, key).toBeTruthy();
    for (const name of placeholders(ko)) expect(placeholders(en), key).toContain(name);
  }
});

test('no key stands in two tables, where the later one would hide the earlier', () => {
  const keys = fs
    .readdirSync(new URL('core/texts/', root))
    .flatMap((file) => [...read(`core/texts/${file}`).matchAll(/^ {2}'([\w.-]+)':/gm)])
    .map(([, key]) => key);
  expect(keys.length).toBeGreaterThan(500);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test('Korean has one word for running statistics, for biased and for unbiased variance', () => {
  const files = fs.readdirSync(new URL('core/texts/', root));
  for (const file of files)
    expect(read(`core/texts/${file}`), file).not.toMatch(/통계(?!량)|불편|편의/);
});

test('Korean says every way in which a file cannot be read', () => {
  const folder = new URL('core/io/', root);
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(`core/io/${name}`));
  const codes = [...sources.join().matchAll(/InputError\(\s*'([\w-]+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(15);
  expect(codes.filter((code) => !(`error.${code}` in koErrors))).toEqual([]);
});

test('a warning without a text of this language is said in English', () => {
  const i18n = new I18n(() => 'ko');
  const notice = { code: 'neverHeardOf', message: 'An English sentence.', details: {} };
  expect(i18n.notice(notice)).toBe('An English sentence.');
  const details = { layer: 'BatchNorm1d', first: 'C', second: 'L', size: 5 };
  expect(i18n.notice({ code: 'squareTrap', message: '', details })).toContain('C와 L이 모두 5개');
});

test('eps is added to the mean of squares in RMSNorm, and to the variance elsewhere', () => {
  const i18n = new I18n(() => 'ko');
  expect(i18n.optionHelp('RMSNorm', 'eps')).toContain('제곱 평균에 더하는');
  expect(i18n.optionHelp('LayerNorm', 'eps')).toContain('분산에 더하는');
});

test('a small number in a text keeps its digits, which three decimals would make 0', () => {
  const message = 'eps {eps:은는} float32에서 0입니다';
  expect(formatText(message, { eps: 1e-46 }, 'ko')).toBe('eps 1e-46은 float32에서 0입니다');
  expect(formatText('momentum {momentum}', { momentum: 0.125 }, 'en')).toBe('momentum 0.125');
});
