import type { Figure } from './marks.ts';

/** A face of the program's fonts, by the name of its file without extension. */
export interface FontFace {
  readonly family: 'Inter' | 'JetBrains Mono' | 'Pretendard';
  readonly weight: 400 | 600 | 700;
  /** "JetBrainsMono-SemiBold". */
  readonly file: string;
}

const WEIGHTS = { 400: 'Regular', 600: 'SemiBold', 700: 'Bold' } as const;
/** Jamo, compatibility jamo and syllables, and the brackets that come with them: what Inter and JetBrains Mono lack. */
const HANGUL = /[\u1100-\u11ff\u3000-\u303f\u3130-\u318f\uac00-\ud7a3]/;

/** The faces that a figure's texts are set in, each once. */
export function fontFaces({ marks }: Pick<Figure, 'marks'>): readonly FontFace[] {
  const found = new Map<string, FontFace>();
  for (const mark of marks) {
    if (mark.kind !== 'text') continue;
    const families = [
      mark.family === 'mono' ? 'JetBrains Mono' : 'Inter',
      ...(HANGUL.test(mark.text) ? ['Pretendard'] : []),
    ] as FontFace['family'][];
    const weight = mark.weight ?? 400;
    for (const family of families) {
      const file = `${family.replace(' ', '')}-${WEIGHTS[weight]}`;
      found.set(file, { family, weight, file });
    }
  }
  return [...found.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Rules of CSS that bring the faces along. @param base64  of a face's WOFF2 file */
export function fontFaceCss(
  faces: readonly FontFace[],
  base64: (face: FontFace) => string,
): string {
  return faces
    .map(
      (face) =>
        `@font-face{font-family:'${face.family}';font-weight:${face.weight};src:url(data:font/woff2;base64,${base64(face)}) format('woff2')}`,
    )
    .join('');
}
