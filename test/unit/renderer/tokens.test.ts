import fs from 'node:fs';
import { expect, test } from 'vitest';
import { contrastRatio, THEMES } from '../../../core/figure/theme.ts';

const css = fs.readFileSync(new URL('../../../renderer/app/app.css', import.meta.url), 'utf8');

/** Custom properties of a theme's block. */
function tokens(theme: string): Record<string, string> {
  const block = new RegExp(`:root\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries<string>(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

const SHARED = {
  stage: 'background',
  surface: 'surface',
  border: 'border',
  ink: 'ink',
  muted: 'muted',
  faint: 'faint',
  accent: 'accent',
  'on-accent': 'onAccent',
  mean: 'mean',
  variance: 'variance',
  gamma: 'gamma',
  beta: 'beta',
} as const;

test.each(['light', 'dark', 'contrast'] as const)(
  'panels and figures have the same colours in the %s theme',
  (theme) => {
    const found = tokens(theme);
    for (const [name, role] of Object.entries(SHARED))
      expect(found[name], name).toBe(THEMES[theme][role]);
  },
);

test.each(['light', 'dark', 'contrast'] as const)('text can be read in the %s theme', (theme) => {
  const found = tokens(theme);
  const colour = (name: string) => found[name] ?? '';
  const grounds = ['surface', 'sunken', 'stage', 'raised', 'accent-soft'];
  for (const ink of ['ink', 'muted', 'accent', 'mean', 'variance', 'gamma', 'beta', 'danger'])
    for (const ground of grounds)
      expect(contrastRatio(colour(ink), colour(ground)), `${ink} on ${ground}`).toBeGreaterThan(
        4.5,
      );
  expect(contrastRatio(colour('on-accent'), colour('accent'))).toBeGreaterThan(4.5);
});
