const inter = (style) => `inter-ui/web/Inter-${style}.woff2`;
const pretendard = (style) => `pretendard/dist/web/static/woff2/Pretendard-${style}.woff2`;
const mono = (style) => `jetbrains-mono/fonts/webfonts/JetBrainsMono-${style}.woff2`;

/**
 * The fonts of pictures and window, whole (a subset would lose Greek or Hangul), 3.0 MB together.
 * Every weight is a file: figures use 400, 600 and 700. renderer/app/fonts.css names the same files;
 * they lie in dist/renderer/fonts once, for the page and the rasteriser.
 */
export const FONT_FILES = ['Regular', 'SemiBold', 'Bold'].flatMap((style) => [
  inter(style),
  pretendard(style),
  mono(style),
]);
