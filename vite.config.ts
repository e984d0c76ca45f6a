import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { FONT_FILES } from './build/fonts.mjs';

/** The text fonts, which the rasteriser finds by their names; all else has its content in its name. */
const TEXT_FONTS = new Set(FONT_FILES.map((file) => path.basename(file)));

/** KaTeX names each of its fonts in three formats; every browser that can run the page reads the first. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform(code, id) {
    if (!/katex.*\.css$/.test(id)) return null;
    return code.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("[a-z]+"\)/g, '');
  },
};

/** The first picture's letters come with its script, and not when the first of them is drawn. */
const earlyFonts: Plugin = {
  name: 'early-fonts',
  transformIndexHtml: () =>
    FONT_FILES.map((file) => path.basename(file))
      .filter((name) => name.startsWith('Inter-'))
      .map((name) => ({
        tag: 'link',
        attrs: {
          rel: 'preload',
          as: 'font',
          type: 'font/woff2',
          href: `./fonts/${name}`,
          crossorigin: true,
        },
        injectTo: 'head' as const,
      })),
};

/**
 * The renderer. Paths are relative so that app:// and the web host serve the same files; nothing is
 * inlined because the content security policy allows neither inline scripts nor data: fonts.
 */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [onlyWoff2, earlyFonts, svelte({ configFile: false })],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the first picture needs comes in one piece: sixty small files took as long as all else before it.
        codeSplitting: {
          groups: [{ name: 'first', test: /renderer\/(main\.ts|app\/OverviewTab\.svelte)$/ }],
        },
        assetFileNames: ({ names }) =>
          names.some((name) => TEXT_FONTS.has(name))
            ? 'fonts/[name][extname]'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
});
