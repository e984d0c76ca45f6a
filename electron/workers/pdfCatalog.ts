export interface PdfCatalog {
  /** BCP 47 tag of the text's language. */
  readonly language: string;
  /** Title of every page, for the outline; a document of one page has none. */
  readonly pages: readonly string[];
}

/**
 * A PDF with the language of its text and an outline of its pages, by an incremental update of its catalogue: what
 * Skia's PDF back end leaves out.
 * @param pdf  with a cross-reference table, as Skia writes it
 * @throws RangeError for a PDF of another making
 * @source ISO 32000-1, 7.5.6 (incremental updates), 12.3.3 (document outline), 14.9.2 (natural language)
 */
export function withPdfCatalog(
  pdf: Uint8Array,
  { language, pages }: PdfCatalog,
): Uint8Array<ArrayBuffer> {
  // Latin-1: a character a byte
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).toString('latin1');
  const size = Number(found(/\/Size (\d+)/, text.slice(text.lastIndexOf('trailer'))));
  const root = Number(found(/\/Root (\d+) 0 R/, text.slice(text.lastIndexOf('trailer'))));
  const info = found(/\/Info (\d+) 0 R/, text.slice(text.lastIndexOf('trailer')));
  const previous = found(/startxref\s+(\d+)\s+%%EOF\s*$/, text);
  const catalogue = found(new RegExp(`\\n${root} 0 obj\\n<<([^]*?)>>\\nendobj`), text);
  const kids = [...text.matchAll(/\n(\d+) 0 obj\n<<\/Type \/Page\n/g)]
    .map((match) => Number(match[1]))
    .sort((a, b) => a - b);
  const outline = pages.length > 1 && kids.length === pages.length ? pages : [];
  const first = size + 1;
  const objects: [number: number, body: string][] = [
    [
      root,
      `<<${catalogue}\n/Lang (${language})\n/ViewerPreferences <</DisplayDocTitle true>>` +
        `${outline.length > 0 ? `\n/Outlines ${size} 0 R\n/PageMode /UseOutlines` : ''}>>`,
    ],
  ];
  if (outline.length > 0)
    objects.push([
      size,
      `<</Type /Outlines\n/First ${first} 0 R\n/Last ${size + outline.length} 0 R\n/Count ${outline.length}>>`,
    ]);
  outline.forEach((title, i) => {
    const next = i + 1 < outline.length ? `\n/Next ${first + i + 1} 0 R` : '';
    const before = i > 0 ? `\n/Prev ${first + i - 1} 0 R` : '';
    objects.push([
      first + i,
      `<</Title ${utf16(title)}\n/Parent ${size} 0 R\n/Dest [${kids[i]} 0 R /Fit]${next}${before}>>`,
    ]);
  });
  let at = pdf.length;
  let body = '';
  let table = '';
  for (const [number, content] of objects) {
    table += `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
    const written = `${number} 0 obj\n${content}\nendobj\n`;
    body += written;
    at += written.length;
  }
  const count = outline.length > 0 ? size + 1 + outline.length : size;
  const update = Buffer.from(
    `${body}xref\n${table}trailer\n<</Size ${count}\n/Root ${root} 0 R\n/Info ${info} 0 R\n/Prev ${previous}>>\nstartxref\n${at}\n%%EOF\n`,
    'latin1',
  );
  const whole = new Uint8Array(pdf.length + update.length);
  whole.set(pdf);
  whole.set(update, pdf.length);
  return whole;
}

/** A text string in UTF-16 with its mark, in hexadecimal. */
function utf16(text: string): string {
  const units = Array.from(text, (character) =>
    [...Array(character.length).keys()].map((i) =>
      character.charCodeAt(i).toString(16).padStart(4, '0'),
    ),
  );
  return `<FEFF${units.flat().join('').toUpperCase()}>`;
}

function found(pattern: RegExp, text: string): string {
  const match = pattern.exec(text);
  if (match?.[1] === undefined)
    throw new RangeError(`withPdfCatalog: the PDF has no ${pattern.source}`);
  return match[1];
}
