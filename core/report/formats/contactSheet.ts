import type { Language } from '../../settings.ts';
import { textIn } from '../../texts/format.ts';
import { formatTexts } from '../../texts/formats.ts';

/** One report of a contact sheet. */
export interface SheetEntry {
  /** Of its files, without extension: "nlp-BatchNorm1d". */
  readonly stem: string;
  readonly layer: string;
  /** What it says in its title. */
  readonly title: string;
}

/** Reports about one tensor. */
export interface SheetRow {
  readonly name: string;
  readonly entries: readonly SheetEntry[];
}

/** An HTML page of all reports of a folder: pictures that lead to their files. It loads nothing from elsewhere. */
export function contactSheet(
  rows: readonly SheetRow[],
  formats: readonly string[],
  language: Language,
  version: string,
): string {
  const picture = ['png', 'svg', 'gif'].find((format) => formats.includes(format));
  const title = textIn(formatTexts.contactSheet, language);
  const card = ({ stem, layer, title: says }: SheetEntry) => {
    const links = formats.map((format) => `<a href="${escaped(stem)}.${format}">${format}</a>`);
    const image = picture
      ? `<a href="${escaped(stem)}.${picture}"><img src="${escaped(stem)}.${picture}" alt="${escaped(says)}" loading="lazy"></a>`
      : '';
    return `<figure>${image}<figcaption><b>${escaped(layer)}</b> ${links.join(' ')}</figcaption></figure>`;
  };
  const sections = rows.map(
    ({ name, entries }) =>
      `<h2>${escaped(name)}</h2>\n<div>\n${entries.map(card).join('\n')}\n</div>`,
  );
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>`,
    'body{margin:2rem;font-family:Inter,Pretendard,"Segoe UI",sans-serif;color:#1b1c20;background:#fbfbfa}',
    'div{display:grid;grid-template-columns:repeat(auto-fill,minmax(22rem,1fr));gap:1rem}',
    'figure{margin:0}img{width:100%;border:1px solid #e4e4e0}a{color:#0b7f6b}figcaption{font-size:.85rem}',
    '</style></head>',
    `<body><h1>${title}</h1>`,
    ...sections,
    `<p>${escaped(textIn(formatTexts.made, language, { version }))}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escaped = (text: string) => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
