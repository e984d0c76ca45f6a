// npm run gallery: every layer on the notebook's two examples, drawn by the command line's batch, as docs/gallery.
import fs from 'node:fs';
import path from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';
import { runMain } from './say.mjs';

const EXAMPLES = { nlp: 'Sentences, N 2 × C 5 × L 4', image: 'Images, N 2 × C 3 × H 5 × W 5' };
const folder = inRoot('docs/gallery');
const COLUMNS = 3;

await runMain(async () => {
  await bootstrap();
  for (const file of fs.readdirSync(folder))
    if (file.endsWith('.png')) fs.rmSync(path.join(folder, file));
  for (const example of Object.keys(EXAMPLES)) {
    const words = ['--example', example, '--layer', 'all', '--formats', 'png', '--scale', '1'];
    const made = ['--preset', path.join(folder, 'preset.json'), '--out', folder];
    const { status } = await runNode([inRoot('dist/cli/cli.js'), 'report', ...words, ...made]);
    if (status !== 0) return status;
  }
  // The batch's own sheets are for a folder that is looked at; these pictures are looked at on a page.
  for (const file of ['index.html', 'contact-sheet.pdf', 'normscope-batch.json'])
    fs.rmSync(path.join(folder, file));
  fs.writeFileSync(path.join(folder, 'README.md'), page(fs.readdirSync(folder).sort()));
});

function page(files) {
  const sections = Object.entries(EXAMPLES).map(([example, says]) => {
    const names = files.flatMap((file) => file.match(`^${example}-(.*)\\.png$`)?.[1] ?? []);
    const rows = [];
    for (let i = 0; i < names.length; i += COLUMNS) rows.push(names.slice(i, i + COLUMNS));
    const cells = rows.map((row) =>
      row.map((name) => `**${name}**<br>![${name}](${example}-${name}.png)`),
    );
    const line = (row) => `| ${[...row, ...Array(COLUMNS - row.length).fill('')].join(' | ')} |`;
    const head = [line([]), `| ${Array(COLUMNS).fill('---').join(' | ')} |`];
    return [`## ${says}`, '', ...head, ...cells.map(line)].join('\n');
  });
  return [
    '# Every layer on the notebook’s examples',
    '',
    'Made by `npm run gallery`: `report --example nlp --layer all --preset docs/gallery/preset.json`, and the same for `image`. The middle cell is pinned: what keeps its colour shares its statistic.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
