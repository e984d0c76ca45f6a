import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONG_LESSONS } from '../../core/lessons/documents/long.ts';
import { sceneTexts } from '../../core/lessons/sceneText.ts';
import { examOf } from '../../core/quiz/exam.ts';
import { questionOf } from '../../core/quiz/make.ts';
import { startApp } from './app.ts';
import type { TestApp } from './host.ts';
import { expectFacts, expectNumbers, factsOf } from './lessonNumbers.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  expect(app.troubles).toEqual([]);
  await app.close();
});

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Walks every long lesson from its first scene to its last by PageDown, and reads what it says. */
async function walk(page: Page, language: 'en' | 'ko', presented: boolean): Promise<void> {
  for (const { id = '', scenes } of LONG_LESSONS) {
    await page.locator(`[data-long-lesson=${id}]`).click();
    if (presented) await page.keyboard.press('F5');
    for (const [i, scene] of scenes.entries()) {
      const shown = page.locator(`[data-scene="${i + 1}"]`);
      await shown.waitFor();
      await shown.locator('canvas').waitFor();
      if (scene.question) {
        await shown.locator('[data-reveal]').waitFor();
        await page.keyboard.press('PageDown');
        await shown.locator('[data-reveal]').waitFor({ state: 'detached' });
      }
      const said = sceneTexts(scene, language);
      const text = plain(await shown.innerText());
      expect(text).toContain(plain(said.title));
      expect(text).toContain(plain(said.text));
      expectNumbers(plain(await shown.locator('.words').innerText()), id, i);
      expectFacts(id, i, await factsOf(shown));
      await page.keyboard.press('PageDown');
    }
    // the last scene stays
    await page.locator(`[data-scene="${scenes.length}"]`).waitFor();
    if (presented) await page.keyboard.press('Escape');
  }
}

test('every long lesson runs by PageDown alone, with PyTorch’s numbers (English)', async () => {
  const page = await app.open({ width: 1366, height: 768 });
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await walk(page, 'en', false);
  await page.close();
});

test('every long lesson runs on a projector by PageDown alone (Korean)', async () => {
  const page = await app.open({ width: 1280, height: 720, locale: 'ko-KR' });
  await page.getByRole('button', { name: '배우기', exact: true }).click();
  await walk(page, 'ko', true);
  await page.close();
});

test('a presenter sees all scenes, goes to one, draws and erases, and a large screen is large', async () => {
  const page = await app.open({ width: 1920, height: 1080 });
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.locator('[data-long-lesson=notebook]').click();
  await page.locator('[data-scene="1"]').waitFor();
  await page.keyboard.press('F5');
  await page.keyboard.press('o');
  expect(await page.locator('[data-scene-grid] button').count()).toBe(9);
  await page.locator('[data-scene-grid] button').nth(3).click();
  await page.locator('[data-scene="4"]').waitFor();
  expect(await page.locator('header, aside').count()).toBe(0);
  const size = await page
    .locator('[data-scene-text]')
    .evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  expect(size).toBeGreaterThanOrEqual(28);
  await page.keyboard.press('d');
  await page.mouse.move(700, 400);
  await page.mouse.down();
  await page.mouse.move(900, 500, { steps: 4 });
  await page.mouse.up();
  await page.locator('[data-strokes="1"]').waitFor({ state: 'attached' });
  await page.keyboard.press('g');
  await page.keyboard.press('6');
  await page.keyboard.press('Enter');
  await page.locator('[data-scene="6"]').waitFor();
  await page.locator('[data-strokes="0"]').waitFor({ state: 'attached' });
  await page.keyboard.press('c');
  await page.mouse.move(600, 300);
  await page.locator('[data-ring]').waitFor();
  // the pen first, then the presentation
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('header').first().waitFor();
  await page.close();
});

test('practice tells what was wrong and asks it again; an exam is handed in and saved', async () => {
  const page = await app.open({ width: 1366, height: 768 });
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByText('Quiz', { exact: true }).click();
  await page.getByRole('button', { name: 'None' }).click();
  await page.locator('[data-kind=cells]').check();
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  const card = page.locator('[data-quiz=cells]');
  await card.locator('canvas').waitFor();
  const seed = Number(await card.getAttribute('data-quiz-seed'));
  const { answer, subject, pinned } = questionOf('cells', seed);
  if (answer.type !== 'cells') throw new Error('no cells');
  const stranger = Array.from(subject!.x.data, (_, i) => i).find((i) => !answer.cells.includes(i));
  await page.locator(`[data-quiz-cell="${stranger}"]`).click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('[data-verdict=wrong]').waitFor();
  expect(await page.locator('[data-explanation] li').count()).toBeGreaterThan(0);
  await page.locator('[data-again]').click();
  await page.locator('[data-verdict]').waitFor({ state: 'detached' });
  for (const flat of answer.cells)
    if (flat !== pinned) await page.locator(`[data-quiz-cell="${flat}"]`).click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('[data-verdict=right]').waitFor();
  await page.locator('[data-streak="1"]').waitFor();
  expect(await page.locator('[data-again]').count()).toBe(0);

  await page.getByText('Exam', { exact: true }).click();
  await page.locator('[data-kind=cells]').uncheck();
  await page.locator('[data-kind=mean]').check();
  await page.getByRole('button', { name: 'Begin the exam' }).click();
  await page.getByText('Write your name first.').waitFor();
  await page.getByLabel('Name').fill('Kim Minji');
  await page.locator('[data-count]').fill('2');
  await page.getByRole('button', { name: 'Begin the exam' }).click();
  const [first] = examOf({ kinds: ['mean'], count: 2, seed: 1 }, 'Kim Minji');
  if (first?.answer.type !== 'number') throw new Error('no number');
  // a decimal comma is a decimal mark too
  await page.locator('[data-number]').fill(first.answer.value.toFixed(4).replace('.', ','));
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.locator('[data-points="1"]').waitFor();
  const saved = await app.save(page, () =>
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  );
  expect(saved.name).toBe('exam-1-Kim_Minji.csv');
  const [, ...lines] = fs.readFileSync(saved.file, 'utf8').trim().split('\r\n');
  expect(lines.map((line) => line.at(-1))).toEqual(['1', '0']);
  await page.close();
});

test('a lesson is made from nothing by mouse, saved, opened, presented and printed; what is broken loses nothing', async () => {
  const drafts = path.join(app.folder, 'settings', 'lessons');
  fs.rmSync(drafts, { recursive: true, force: true });
  const page = await app.open({ width: 1366, height: 768 });
  const tab = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const shelf = page.locator('[data-my-lesson]');
  const add = async (scenes: number) => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add this view to the lesson' }).click();
    await page.getByText(`as scene ${scenes}`).waitFor();
  };
  await tab('Explore');
  await page.locator('canvas').first().waitFor();
  await page.locator('button[data-group]').first().waitFor();
  await add(1);
  await tab('Compare');
  await page.locator('article canvas').first().waitFor();
  await add(2);
  await tab('Train & eval');
  await page.locator('[data-training]').first().waitFor();
  await add(3);
  await tab('Lessons');
  await page.getByText('My lessons', { exact: true }).first().click();
  await page.locator('[data-my-scenes="3"]').waitFor();
  await page.locator('[data-my-scene="1"]').click();
  const field = (name: string) => page.locator(`[data-field=${name}]`);
  await field('lesson-en').fill('Means');
  await field('lesson-ko').fill('평균');
  await field('text-en').fill('The mean is {mean}.');
  await field('text-ko').fill('평균은 {mean:입니다}');
  await page.getByText('Type a number', { exact: true }).click();
  await field('ask-en').fill('What is the mean of {cell}?');
  await field('ask-ko').fill('{cell}의 평균은?');
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await page.locator('[data-my-scenes="4"]').waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.locator('[data-my-scenes="3"]').waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.locator('[data-my-scenes="4"]').waitFor();
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await page.locator('[data-my-scenes="3"]').waitFor();
  const saved = await app.save(page, () =>
    page.getByRole('button', { name: 'Save', exact: true }).click(),
  );
  expect(saved.name).toBe('Means.lesson.normscope.json');

  // what was written after it was saved survives a window that ends without a word
  await page.locator('[data-my-scene="1"]').click();
  await field('notes-en').fill('Wait for answers.');
  await expect
    .poll(() =>
      fs
        .readdirSync(drafts)
        .some((name) =>
          fs.readFileSync(path.join(drafts, name), 'utf8').includes('Wait for answers.'),
        ),
    )
    .toBe(true);
  await page.reload();
  await tab('Lessons');
  await page.getByText('My lessons', { exact: true }).first().click();
  await page.locator('[data-my-scenes="3"]').waitFor();
  expect(await field('notes-en').inputValue()).toBe('Wait for answers.');

  // a newer lesson and a broken one say so, and change nothing
  const text = fs.readFileSync(saved.file, 'utf8');
  const bad = path.join(app.folder, 'newer.json');
  fs.writeFileSync(bad, text.replace('"version": 1', '"version": 99'));
  const open = page.getByRole('button', { name: 'Open a lesson' });
  await app.pick(page, bad, () => open.click());
  await page.getByText('is of version 99').waitFor();
  fs.writeFileSync(bad, text.slice(0, text.length / 2));
  await app.pick(page, bad, () => open.click());
  await page.getByText('is no JSON').waitFor();
  expect(await shelf.count()).toBe(1);

  await app.pick(page, saved.file, () => open.click());
  await expect.poll(() => shelf.count()).toBe(2);
  await page.locator('[data-my-scene="1"]').click();
  await page.getByRole('button', { name: 'Present', exact: true }).last().click();
  const scene = page.locator('[data-scene="1"]');
  await scene.getByText('What is the mean of').waitFor();
  // the notebook's mean of channel 2
  await scene.locator('input').fill('-0,0431');
  await scene.locator('input').press('Enter');
  await scene.getByText('The mean is −0.0431.').waitFor();
  await page.keyboard.press('PageDown');
  await page.locator('[data-scene="2"]').waitFor();
  await page.keyboard.press('PageDown');
  await page.locator('[data-scene="3"]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-my-scenes="3"]').waitFor();

  // the system's dialog cannot be clicked: that it was asked for is seen, and what it would put on paper
  await page.evaluate(() => {
    window.print = () => (document.documentElement.dataset.print = 'asked');
  });
  await page.getByRole('button', { name: 'Print …' }).click();
  expect(await page.evaluate(() => document.documentElement.dataset.print)).toBe('asked');
  const paper = path.join(app.folder, 'printed.pdf');
  await page.pdf({ path: paper, preferCSSPageSize: true });
  const printed = plain(execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' }));
  for (const said of [
    'What is the mean of',
    'The mean is −0.0431.',
    'Means · 1 / 3',
    'Means · 3 / 3',
  ])
    expect(printed).toContain(said);
  expect(printed).not.toContain('My lessons');
  const facts = execFileSync('pdfinfo', [paper], { encoding: 'utf8' });
  // a page a scene, A4 across: 297 mm are 841.9 points
  expect(facts).toMatch(/Pages: +3\n/);
  expect(facts).toMatch(/Page size: +84[12](\.\d+)? x 59[45]/);
  // the window is as it was
  await page.locator('[data-my-scenes="3"]').waitFor();
  expect(await page.locator('[data-printed]').count()).toBe(0);
  await page.close();
});

test('the speaker’s window has notes, the next scene and a timer, and its keys go to the class’s', async () => {
  const page = await app.open({ width: 1280, height: 720 });
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.locator('[data-long-lesson=notebook]').click();
  await page.locator('[data-scene="1"]').waitFor();
  await page.keyboard.press('F5');
  const opened = page.context().waitForEvent('page');
  await page.keyboard.press('s');
  const speaker = await opened;
  await speaker.locator('[data-speaker="1"]').waitFor();
  expect(await speaker.locator('[data-speaker-notes]').innerText()).toContain('Turn the cube');
  expect(await speaker.evaluate(() => 'normscope' in window)).toBe(false);
  await speaker.keyboard.press('PageDown');
  await page.locator('[data-scene="2"]').waitFor();
  await speaker.locator('[data-speaker="2"]').waitFor();
  await speaker.keyboard.press('b');
  await page.locator('[data-blank]').waitFor();
  await speaker.keyboard.press('b');
  await page.locator('[data-blank]').waitFor({ state: 'detached' });
  await expect.poll(() => speaker.locator('[data-timer]').innerText()).toMatch(/^\d\d:\d\d$/);
  const closed = speaker.waitForEvent('close');
  await page.keyboard.press('Escape');
  await closed;
  await page.close();
});
