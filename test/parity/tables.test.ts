import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CsvOptions } from '../../core/io/csv/dialect.ts';
import { readCsv } from '../../core/io/csv/readCsv.ts';
import { scriptOf } from '../../electron/service/tensorScript.ts';
import { unpacked } from './packed.ts';
import { hasTorch, runPrograms } from './python.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

/** Tables as spreadsheets, pandas and R write them. */
const TABLES: readonly (readonly [name: string, text: string | Buffer, options?: CsvOptions])[] = [
  ['plain', '1,2.5\n-3e2,4\n'],
  ['one column', '1\n2\n3\n'],
  ['one row', '1,2,3\n'],
  ['semicolons', '1;2\n3;4\n'],
  ['tabs and a header', 'a\tb\n1\t2\n3\t4\n'],
  ['runs of spaces', '1  2\n 3 4\n'],
  ['a mark and a header', '\ufeffa,b\n1,2\n'],
  ['a mark and no header', '\ufeff1,2\n3,4\n'],
  ['CRLF and an empty line', 'a,b\r\n1,2\r\n\r\n3,4\r\n'],
  ['quotes', '"a","b"\n"1","2"\n"3","4"\n'],
  ['a quoted line break in the header', '"a\nb",c\n1,2\n'],
  ['decimal commas', 'a;b\n1,5;2,25\n-3,5;4\n'],
  ['an index', ',a,b\n0,1.5,2\n1,3,4\n'],
  ['names of rows', 'name,a,b\nx,1,2\ny,3,4\n'],
  ['text in the middle', 'a,name,b\n1,x,2\n3,y,4\n'],
  ['one name less than columns', 'a,b\nx,1,2\ny,3,4\n'],
  ['sep=', 'sep=;\na;b\n1;2\n3;4\n'],
  ['comments', '# made by hand\n1,2\n# more\n3,4\n'],
  ['# in the header', 'a#1,b\n1,2\n'],
  ['missing cells', 'a,b\n1,NA\n,4\n', { missing: 'nan' }],
  ['a delimiter at the end', 'a,b,\n1,2,\n3,4,\n'],
  ['UTF-16 with a mark', utf16('\ufeffa\tb\n1\t2\n')],
  ['UTF-16 with a mark and no header', utf16('\ufeff1\t2\n3\t4\n')],
  ['UTF-16 without a mark', utf16('1,2\n3,4\n')],
];

test.runIf(hasTorch())(
  'the line that reads a table in a program reads what is shown',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'normscope-tables-'));
    try {
      const jobs = TABLES.map(([name, text, options], i) => {
        writeFileSync(path.join(folder, `${i}.csv`), text);
        const { tensor, reading } = readCsv(Buffer.from(text), options);
        const line = scriptOf({
          base: `${i}.csv`,
          member: '',
          wide: false,
          reading,
        });
        return {
          name,
          tensor,
          code: `import numpy as np\nimport torch\n${line}\ny = x`,
        };
      });
      const outcomes = runPrograms(
        jobs.map(({ code }) => code),
        folder,
      );
      const read = jobs.map(({ name, code }, i) => {
        const { y, error } = outcomes[i] ?? {};
        return y ? { name, shape: y.shape, values: [...unpacked(y)] } : { name, error, code };
      });
      expect(read).toEqual(
        jobs.map(({ name, tensor }) => ({
          name,
          shape: tensor.shape,
          values: [...tensor.data],
        })),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  60_000,
);
