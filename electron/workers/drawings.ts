import { createCanvas, PDFDocument, SvgExportFlag, type SKRSContext2D } from '@napi-rs/canvas';
import type { Figure } from '../../core/figure/marks.ts';
import { paint } from '../../core/figure/paint.ts';
import { withPngTexts } from '../../core/figure/png.ts';
import { withPdfCatalog } from './pdfCatalog.ts';
import { svgTitles, svgSize } from '../../core/figure/toSvg.ts';
import { bitmapOf } from './bitmapOf.ts';
import { gif } from './gif.ts';
import { paintSheet, PER_PAGE, SHEET, type SheetPage } from './sheet.ts';
import type { Drawing, PictureFacts } from './rasterJobs.ts';

/**
 * A drawing's bytes, in an array of their own so that their memory can be handed over.
 * @param each  told before every frame of a moving picture how far it is; may throw to end it
 */
export function draw(
  drawing: Drawing,
  each: (done: number, total: number) => void = () => undefined,
): Uint8Array<ArrayBuffer> {
  switch (drawing.kind) {
    case 'png':
      return png(drawing.figure, drawing.scale, drawing.facts);
    case 'pdf':
      return pdf(drawing.figures, drawing.scale, drawing.facts);
    case 'outlines':
      return outlines(drawing.figure, drawing.millimetres);
    case 'sheet':
      return sheet(drawing.pages, drawing.facts);
    case 'gif':
      return gif(drawing.figures, drawing.delays, drawing.loop, each);
    default:
      return drawing satisfies never;
  }
}

function png(figure: Figure, scale: number, facts?: PictureFacts): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(Math.round(figure.width * scale), Math.round(figure.height * scale));
  paint(canvas.getContext('2d'), figure, scale, bitmapOf);
  const bytes = canvas.toBuffer('image/png');
  if (!facts) return new Uint8Array(bytes);
  return withPngTexts(bytes, {
    Title: facts.title,
    Description: facts.description,
    Software: facts.software,
    ...(facts.keywords !== '' && { Normscope: facts.keywords }),
  });
}

function pdf(
  figures: readonly Figure[],
  given: number | readonly number[],
  facts: PictureFacts,
): Uint8Array<ArrayBuffer> {
  const pages = figures.map((figure, i) => {
    const scale = typeof given === 'number' ? given : (given[i] ?? 1);
    return {
      title: figure.title,
      width: figure.width * scale,
      height: figure.height * scale,
      draw: (context: SKRSContext2D) => paint(pageContext(context), figure, scale, bitmapOf),
    };
  });
  return pagesOf(pages, facts);
}

/** Small pictures; the outline has every page by its title. */
function sheet(given: readonly SheetPage[], facts: PictureFacts): Uint8Array<ArrayBuffer> {
  const pages = given.flatMap(({ title, cells }) =>
    Array.from({ length: Math.ceil(cells.length / PER_PAGE) }, (_, i) => {
      const part = { title, cells: cells.slice(i * PER_PAGE, (i + 1) * PER_PAGE) };
      return { title, ...SHEET, draw: (context: SKRSContext2D) => paintSheet(context, part) };
    }),
  );
  return pagesOf(pages, facts);
}

interface Page {
  readonly title: string;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly draw: (context: SKRSContext2D) => void;
}

function pagesOf(
  pages: readonly Page[],
  { title, description, software, language, keywords }: PictureFacts,
): Uint8Array<ArrayBuffer> {
  const document = new PDFDocument({
    title,
    subject: description,
    creator: software,
    ...(keywords !== '' && { keywords }),
    compressionLevel: 9,
  });
  for (const { width, height, draw: drawOn } of pages) {
    const page = document.beginPage(width, height);
    // declared as a browser's, and one of the canvas' own
    const context = page as unknown as SKRSContext2D;
    // Inter's contextual alternates have no Unicode of their own: "2:" and "−1" would be lost to a search.
    context.fontFeatureSettings = '"calt" 0';
    drawOn(context);
    document.endPage();
  }
  return withPdfCatalog(document.close(), { language, pages: pages.map((one) => one.title) });
}

/** A page is clean: erasing it would draw. */
function pageContext(context: SKRSContext2D): SKRSContext2D {
  context.clearRect = () => undefined;
  return context;
}

function outlines(figure: Figure, millimetres?: number): Uint8Array<ArrayBuffer> {
  const canvas = createCanvas(figure.width, figure.height, SvgExportFlag.ConvertTextToPaths);
  paint(pageContext(canvas.getContext('2d')), figure, 1, bitmapOf);
  const svg = canvas
    .getContent()
    .toString('utf8')
    // Skia's first element is the size of the canvas, unseen.
    .replace(/\s*<rect fill-opacity="0"[^>]*\/>/, '')
    .replace(/<svg([^>]*?) width="[^"]*" height="[^"]*">/, (_, rest: string) => {
      return `<svg${rest} ${svgSize(figure, millimetres)}>\n${svgTitles(figure)}`;
    });
  return new Uint8Array(Buffer.from(svg));
}
