// Reads mutants of every format of files, and tells what was neither read nor refused:
//   node test/fuzz/fuzz.mjs [COUNT] [PART OF A NAME]
// The mutants are the same in every run; the first ones are those of test/unit/io/fuzz.test.ts. A crash is printed as base64, to become a test.
import { runnerImport } from 'vite';
import { inRoot } from '../../build/paths.mjs';

const [count = '100000', part = ''] = process.argv.slice(2);
const { module } = await runnerImport(inRoot('test/unit/io/mutantFiles.ts'), { configFile: false });
const { FORMATS, readMutants } = module;

for (const format of FORMATS) {
  const [name] = format;
  if (!name.includes(part)) continue;
  const start = performance.now();
  const { refused, crashes } = readMutants(format, Number(count));
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const mebibytes = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `${name}: ${count} mutants, ${refused} refused, ${crashes.length} crashes, ${seconds} s, ${mebibytes} MiB`,
  );
  for (const { mutant, error } of crashes.slice(0, 10)) console.log(mutant, error);
  if (crashes.length > 0) process.exitCode = 1;
}
