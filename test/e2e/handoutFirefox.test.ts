import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeLesson } from '../../core/lessons/document.ts';
import { builtInLessons } from '../../core/lessons/documents/all.ts';
import { sceneTexts } from '../../core/lessons/sceneText.ts';
import { lessonHtml } from '../../electron/service/lessonHtml.ts';
import { Firefox, FIREFOX, PAGE_DOWN } from './firefox.ts';

const dist = new URL('../../dist/', import.meta.url);
/** The notebook's lesson has steps, cells and a click to answer; the momentum's several runs, bars and a choice. */
const IDS = ['notebook', 'kerasMomentum'] as const;

describe.runIf(existsSync(FIREFOX))(
  'a hand-out in Debian’s Firefox, from a file, without network',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'normscope-handout-'));
    let firefox: Firefox;
    beforeAll(async () => {
      firefox = await Firefox.start();
    });
    afterAll(async () => {
      await firefox?.close();
      rmSync(folder, { recursive: true });
    });

    const urlOf = async (id: string) => {
      const lesson = builtInLessons().find((one) => one.id === id)!;
      const file = path.join(folder, `${id}.html`);
      const contents = { lesson: writeLesson(lesson), language: 'en', made: 'Normscope' } as const;
      writeFileSync(file, await lessonHtml(dist, contents));
      return pathToFileURL(file).href;
    };
    const text = () =>
      firefox.evaluate<string>(`document.querySelector('main').innerText.replace(/\\s+/g, ' ')`);
    const press = (id: string) =>
      firefox.evaluate<null>(`document.querySelector('[data-do=${id}]')?.click()`);

    test.each([
      [1366, 768],
      [390, 844],
    ] as const)('at %i × %i every scene is there in both languages', async (width, height) => {
      for (const id of IDS) {
        const lesson = builtInLessons().find((one) => one.id === id)!;
        await firefox.open(await urlOf(id), width, height);
        expect(await firefox.evaluate<number>('innerWidth')).toBe(width);
        for (const [i, scene] of lesson.scenes.entries()) {
          await press('reveal');
          for (const language of ['en', 'ko'] as const) {
            if (language === 'ko') await press('language');
            const said = sceneTexts(scene, language);
            const shown = await text();
            for (const part of [said.title, said.text, ...said.facts.map(({ value }) => value)])
              expect(shown).toContain(part.replace(/\s+/g, ' '));
          }
          await press('language');
          // nothing hangs over the edge of the screen
          expect(
            await firefox.evaluate<number>('document.documentElement.scrollWidth'),
          ).toBeLessThanOrEqual(width);
          expect(await text()).toContain(`${i + 1} / ${lesson.scenes.length}`);
          await firefox.press(PAGE_DOWN);
        }
      }
      expect(firefox.complaints).toEqual([]);
    });

    test('a finger answers a question and turns the cube; a value is changed, by Firefox’s own kernel', async () => {
      await firefox.open(await urlOf('notebook'), 390, 844);
      await firefox.press(PAGE_DOWN);
      await firefox.evaluate<null>(`document.querySelector('canvas').scrollIntoView()`);
      const box = await firefox.evaluate<{ x: number; y: number; width: number; height: number }>(
        `document.querySelector('canvas').getBoundingClientRect()`,
      );
      const seen = new Set<string>();
      for (let share = 0.15; share < 0.95 && !seen.has('right'); share += 0.035) {
        await firefox.touch([box.x + box.width * 0.42, box.y + box.height * share]);
        const shown = await text();
        if (shown.includes('Not that one')) seen.add('wrong');
        if (shown.includes('Right.')) seen.add('right');
      }
      expect([...seen].sort()).toEqual(['right', 'wrong']);
      const picture = () =>
        firefox.evaluate<string>(`document.querySelector('canvas').toDataURL()`);
      const before = await picture();
      const y = box.y + box.height / 2;
      await firefox.touch([box.x + 60, y], [box.x + 100, y], [box.x + 160, y]);
      expect(await picture()).not.toBe(before);
      await firefox.press(PAGE_DOWN, PAGE_DOWN);
      // as in Chromium: (−1.9932 + 10) / 8 = 1.0008
      await firefox.type('input[inputmode=decimal]', '10');
      await expect.poll(text).toContain('μ = 1.0008');
      expect(firefox.complaints).toEqual([]);
    });
  },
);
