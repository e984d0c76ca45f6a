import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LAYERS, type LayerName } from '../../../core/norm/layers.ts';
import type { LayerRow } from '../../../core/norm/layerRow.ts';
import { isTranslated, optionKeys } from '../../../core/texts/byKey.ts';
import { optionHelp, optionsTexts } from '../../../core/texts/options.ts';
import { WHOLE_CATALOGUE } from '../../../core/texts/wholeCatalogue.ts';
import { readLayerFixture } from '../../parity/layerFixture.ts';
import { RECORD_FILE, shownPrograms, type ProgramRecord } from '../../parity/shownPrograms.ts';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/layers.md', root), 'utf8');
const recorded = existsSync(RECORD_FILE)
  ? (JSON.parse(gunzipSync(readFileSync(RECORD_FILE)).toString()) as ProgramRecord).programs
  : {};
const covered = new Set(readLayerFixture().cases.map(({ layer }) => layer));
const programs = shownPrograms();

/** What a row still needs, in words. */
function missing(row: LayerRow<LayerName>): string[] {
  const korean = (key: string) => isTranslated(WHOLE_CATALOGUE, key);
  const unrecorded = programs.filter(({ one, key }) => one.layer === row.name && !recorded[key]);
  return [
    ...(row.pytorch === null && !row.source && !korean(`layer.${row.name}`)
      ? [`core/texts/layers.ts: layer.${row.name}, its name in both languages`]
      : []),
    ...row.options.flatMap(({ name }) =>
      optionHelp(row.name, name, 'ko')
        ? []
        : [`core/texts/options.ts: option.${name}, what it does, in both languages`],
    ),
    ...(covered.has(row.name)
      ? []
      : [`test/parity/${row.pytorch ? 'layers' : 'atlas'}.py: a case, then run the script`]),
    ...(unrecorded.length === 0
      ? []
      : [`${unrecorded.length} programs to record: node test/parity/recordPrograms.mjs <python>`]),
    ...(page.includes(`## ${row.name}\n`) ? [] : ['docs/layers.md: npx vitest run layersPage -u']),
  ];
}

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s has all that a row needs',
  (_, row) => {
    expect(missing(row)).toEqual([]);
  },
);

test('every text about an option is said of some layer', () => {
  const texts = Object.keys(optionsTexts);
  const said = new Set(
    LAYERS.flatMap(({ name, options }) =>
      options.map((option) => optionKeys(name, option.name).find((key) => texts.includes(key))),
    ),
  );
  expect(texts.filter((key) => !said.has(key))).toEqual([]);
});
