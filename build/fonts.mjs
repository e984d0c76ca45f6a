import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

const inter = (style) => `inter-ui/web/Inter-${style}.woff2`;
const pretendard = (style) => `pretendard/dist/web/static/woff2/Pretendard-${style}.woff2`;
const mono = (style) => `jetbrains-mono/fonts/webfonts/JetBrainsMono-${style}.woff2`;

/**
 * The fonts of pictures and window, whole (a subset would lose Greek or Hangul), 3.0 MB together.
 * Every weight is a file: figures use 400, 600 and 700. renderer/app/fonts.css names the same files.
 */
export const FONT_FILES = ['Regular', 'SemiBold', 'Bold'].flatMap((style) => [
  inter(style),
  pretendard(style),
  mono(style),
]);

/** Copies the rasteriser's fonts to dist/fonts. */
export function copyFonts() {
  const to = inRoot('dist/fonts');
  fs.mkdirSync(to, { recursive: true });
  for (const file of FONT_FILES)
    fs.copyFileSync(inRoot('node_modules', file), path.join(to, path.basename(file)));
}
