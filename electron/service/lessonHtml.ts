import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readLesson, writeLesson } from '../../core/lessons/document.ts';
import { localizedIn } from '../../core/lessons/document.ts';
import type { HandoutContents } from '../../core/lessons/handoutContents.ts';

/** Faces that a figure uses; Hangul is the reader's own, which every system has. */
const FACES = [
  { family: 'Inter', weight: 400, file: 'Inter-Regular.woff2' },
  { family: 'Inter', weight: 600, file: 'Inter-SemiBold.woff2' },
  { family: 'JetBrains Mono', weight: 400, file: 'JetBrainsMono-Regular.woff2' },
  { family: 'JetBrains Mono', weight: 700, file: 'JetBrainsMono-Bold.woff2' },
] as const;

/**
 * A lesson as one file of HTML: figure and kernel code, fonts and lesson are in it, and its policy forbids every request.
 * The same lesson gives the same bytes.
 * @param dist  folder of the built program
 */
export async function lessonHtml(dist: URL, contents: HandoutContents): Promise<Uint8Array> {
  const [code, css, ...fonts] = await Promise.all([
    readFile(new URL('page/page.js', dist), 'utf8'),
    readFile(new URL('page/page.css', dist), 'utf8'),
    ...FACES.map(({ file }) => readFile(new URL(`renderer/fonts/${file}`, dist))),
  ]);
  // neither may end the element that it stands in, nor begin a comment in which "<script" would hide its end
  const script = code.replace(/<(?=\/script|!--|script)/gi, '\\x3C');
  const style = FACES.map(({ family, weight }, i) => {
    const data = fonts[i]!.toString('base64');
    return `@font-face{font-family:'${family}';font-weight:${weight};src:url(data:font/woff2;base64,${data}) format('woff2')}`;
  })
    .concat(css)
    .join('\n');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    // the picture's size is set on its element, by the page's own script
    `style-src ${hashOf(style)}`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const { language } = contents;
  // as a file holds it, whichever order its fields were made in
  const lesson = readLesson(contents.lesson);
  const data = JSON.stringify({ ...contents, lesson: writeLesson(lesson) });
  const page = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(localizedIn(lesson.title, language))}</title>
<style>${style}</style>
</head>
<body>
<main id="app"></main>
<script type="application/json" id="contents">${data.replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
  return new TextEncoder().encode(page);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
