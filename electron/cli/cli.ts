import { readFileSync } from 'node:fs';
import { availableParallelism, constants } from 'node:os';
import { inputErrorOf } from '../../core/errors.ts';
import { shown } from '../../core/io/shown.ts';
import { createService, type Service } from '../service/service.ts';
import { SettingsStore } from '../service/settings.ts';
import { extract } from './extractCommand.ts';
import { inspectCommand } from './inspectCommand.ts';
import { listExamples, listLayers } from './listings.ts';
import { lesson, lessons } from './lessonCommand.ts';
import { overview } from './overviewCommand.ts';
import { precisionCommand } from './precisionCommand.ts';
import { quiz } from './quizCommand.ts';
import { report } from './reportCommand.ts';
import { isBatch, reportBatch } from './reportBatch.ts';
import { reportDocuments } from './reportDocuments.ts';
import { run } from './runCommand.ts';
import { usage } from './usage.ts';
import { verifyCommand } from './verifyCommand.ts';
import { UsageError } from './usageError.ts';

const dist = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', dist), 'utf8')) as {
  version: string;
};

/** Runs one command. @returns what it prints */
async function main(words: readonly string[]): Promise<string> {
  const [command = '', ...rest] = words;
  if (words.includes('--help') || command === 'help') return usage();
  if (command === '--version') return version;
  const threads = command === 'report' && isBatch(rest) ? Math.min(8, availableParallelism()) : 1;
  const service = createService({
    version,
    dist,
    settings: new SettingsStore(null),
    workers: threads,
    drawers: threads,
  });
  const stop = (signal: NodeJS.Signals) => {
    process.exitCode = 128 + constants.signals[signal];
    // What is under way fails as cancelled, and clears up behind itself.
    void service.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('SIGHUP', stop);
  try {
    return await commandOf(service, command, rest);
  } finally {
    await service.close();
  }
}

async function commandOf(
  service: Service,
  command: string,
  rest: readonly string[],
): Promise<string> {
  switch (command) {
    case 'examples':
      return listExamples(service, rest);
    case 'layers':
      return listLayers(rest);
    case 'lessons':
      return lessons(rest);
    case 'lesson':
      return (await lesson(service, rest)).join('\n');
    case 'overview':
      return (await overview(service, rest)).join('\n');
    case 'quiz':
      return (await quiz(service, rest)).join('\n');
    case 'extract':
      return (await extract(service, rest)).join('\n');
    case 'inspect':
      return inspectCommand(service, rest);
    case 'precision':
      return precisionCommand(service, rest);
    case 'report':
      return (await reports(service, rest)).join('\n');
    case 'verify':
      return verifyCommand(service, rest);
    case 'run':
      return (await run(service, rest)).join('\n');
    default:
      throw new UsageError(
        command === '' ? 'A command is missing.' : `There is no command "${command}".`,
      );
  }
}

/** JSON documents are drawn again; without one, an example is. */
function reports(service: Service, words: readonly string[]): Promise<string[]> {
  if (isBatch(words)) return reportBatch(service, words, version, 2 * availableParallelism());
  const isExample = words.some((word) => /^--example(=|$)/.test(word));
  const isDocument = words.some((word) => /^[^-].*\.json$/i.test(word));
  return isDocument && !isExample ? reportDocuments(service, words) : report(service, words);
}

/** Characters of an error; what comes out of files is cut much shorter. */
const LONGEST_MESSAGE = 4000;

/** An error as one line, and the exit status that it means. */
function told(error: unknown): [message: string, status: number] {
  if (error instanceof UsageError) return [`${error.message} See --help.`, 2];
  const input = inputErrorOf(error);
  if (input) return [input.message, 1];
  const message = error instanceof Error ? error.message : String(error);
  return [`something went wrong: ${message}`, 1];
}

// Who reads the output may have had enough of it, as `head` does: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const text = await main(process.argv.slice(2));
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
} catch (error) {
  const [message, status] = told(error);
  const line = shown(message.replace(/\s*\n\s*/g, ' '), LONGEST_MESSAGE);
  process.stderr.write(`normscope: ${line}\n`);
  process.exitCode ??= status;
}
