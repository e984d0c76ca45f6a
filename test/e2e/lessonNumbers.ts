import fs from 'node:fs';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { numberOf } from './app.ts';

type Numbers = Readonly<Record<string, number | string | readonly (number | string)[]>>;
const read = (name: string): unknown =>
  JSON.parse(fs.readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
const short = read('lessons') as { facts: Numbers };
const long = read('longLessons') as { lessons: Readonly<Record<string, readonly Numbers[]>> };

/** Half a unit of the fourth decimal, and a hair for PyTorch's float32. */
const FOUR_DECIMALS = 5.2e-5;
const close = (a: number, b: number) => Math.abs(a - b) < FOUR_DECIMALS;
/** Options that texts name: an eps, and the momentums of PyTorch and Keras. */
const OPTIONS = /1e-5|\b0\.(1|01|99)\b(?!\d)/g;

/** A number on screen is PyTorch's. */
export function expectNumber(text: string | undefined, wanted: number): void {
  const found = text === '0 (identical)' || text === '0 (같음)' ? 0 : numberOf(text ?? '');
  expect(close(found, wanted), `${text} for ${wanted}`).toBe(true);
}

/** What PyTorch computed for a scene of a built-in lesson; of a short one for all of it. */
function computed(lesson: string, scene: number): Numbers {
  const scenes = long.lessons[lesson];
  if (scenes) return scenes[scene] ?? {};
  const own = Object.entries(short.facts).filter(([key]) => key.startsWith(`${lesson}.`));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(lesson.length + 1), value]));
}

/** The facts on screen, by their id, are PyTorch's. */
export function expectFacts(
  lesson: string,
  scene: number,
  shown: Readonly<Record<string, string>>,
) {
  for (const [id, wanted] of Object.entries(computed(lesson, scene))) {
    const text = shown[id];
    // a long lesson's text names what no table tells
    if (text === undefined && long.lessons[lesson]) continue;
    if (typeof wanted === 'string') expect(text).toContain(wanted.split('torch.Size')[0]);
    else if (typeof wanted === 'number') expectNumber(text, wanted);
    else if (wanted.every((one) => typeof one === 'number'))
      wanted.forEach((value, i) => expectNumber(text?.split(', ')[i], value));
    else expect(text?.split(', ').sort()).toEqual([...wanted].sort());
  }
}

/** Every number with decimals in a text is one that PyTorch computed for the scene. */
export function expectNumbers(text: string, lesson: string, scene: number): void {
  const known = Object.values(computed(lesson, scene))
    .flat()
    .filter((one) => typeof one === 'number');
  for (const number of text.replace(OPTIONS, '').match(/[\u2212-]?\d+\.\d{2,}/g) ?? [])
    expect(
      known.some((one) => close(one, numberOf(number))),
      `${number} of ${JSON.stringify(known)}`,
    ).toBe(true);
}

/** One fact of a short lesson, "lesson.fact". */
export const factByTorch = (key: string): number => short.facts[key] as number;

/** The facts of a scene on screen, by their id. */
export const factsOf = (scene: Locator): Promise<Record<string, string>> =>
  scene
    .locator('[data-fact]')
    .evaluateAll((found) =>
      Object.fromEntries(
        found.map((cell) => [cell.getAttribute('data-fact') ?? '', cell.textContent ?? '']),
      ),
    );
