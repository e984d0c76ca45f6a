import fs from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../build/paths.mjs';
import { notebookExample } from '../../../core/examples/notebook.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';

test.each(['nlp', 'image'] as const)(
  'the gallery of the docs has layers that take the example %s, each on its page (npm run gallery)',
  (id) => {
    const { tensor } = notebookExample(id);
    const taken = LAYERS.flatMap(({ name: layer }) => {
      try {
        normalize({ layer, options: {}, mode: 'train' }, tensor);
        return [layer];
      } catch {
        return [];
      }
    });
    const folder = inRoot('docs/gallery');
    const drawn = fs
      .readdirSync(folder)
      .flatMap((file) => new RegExp(`^${id}-(.*)\\.png$`).exec(file)?.[1] ?? []);
    expect(drawn.length).toBeGreaterThan(taken.length / 2);
    expect(drawn.filter((layer) => !taken.includes(layer as (typeof taken)[number]))).toEqual([]);
    const page = fs.readFileSync(`${folder}/README.md`, 'utf8');
    for (const layer of drawn) expect(page).toContain(`(${id}-${layer}.png)`);
  },
);
