import { expect, test } from 'vitest';
import { fetchTexts, I18n } from '../../../renderer/ui/i18n.ts';
import { bytesText, durationText, leftText, rateText } from '../../../renderer/ui/amounts.ts';

await fetchTexts();

const english = new I18n(() => 'en');
const korean = new I18n(() => 'ko');

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [40 * 2 ** 20, '40 MiB'],
  [1.25 * 2 ** 30, '1.3 GiB'],
  [3 * 2 ** 40, '3 TiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [812e6, '812 MB/s'],
  [3.14e6, '3.1 MB/s'],
  [1.25e9, '1.3 GB/s'],
])('%d bytes a second are %s', (rate, text) => {
  expect(rateText(rate)).toBe(text);
});

test.each([
  [0, '0.1 s', '0.1초'],
  [0.44, '0.4 s', '0.4초'],
  [9.96, '10 s', '10초'],
  [59.7, '1 min 0 s', '1분 0초'],
  [185, '3 min 5 s', '3분 5초'],
  [4800, '1 h 20 min', '1시간 20분'],
])('%d seconds are said in both languages', (seconds, en, ko) => {
  expect(durationText(seconds, english)).toBe(en);
  expect(durationText(seconds, korean)).toBe(ko);
});

test('what is left is rounded up, and never nothing', () => {
  expect(leftText(0.01, english)).toBe('1 s left');
  expect(leftText(11.6, english)).toBe('12 s left');
  expect(leftText(11.6, korean)).toBe('12초 남음');
});
