// A plugin of the mutation tester: loads program and tests once, and runs the few tests of a mutant in the same process.
import fs from 'node:fs';
import path from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { collectTests, getFn, getHooks } from '@vitest/runner';
import { createServer, createServerModuleRunner } from 'vite';

const IN_HAND = fileURLToPath(new URL('vitestInHand.mjs', import.meta.url));

/** Tests that need more of Vitest than there is here (vi.mock, snapshots) stay with it. */
const NEEDS_VITEST = /\bvi\.|toMatch\w*Snapshot/;

const TWICE_MS = 100;

/** Milliseconds of processor time after which a mutant that nothing has noticed is given up: it counts as survived. */
const PATIENCE_MS = Number(env.NORMSCOPE_MUTANT_PATIENCE ?? 2000);

const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const tried = (action) =>
  Promise.resolve()
    .then(action)
    .then(
      () => undefined,
      (error) => error ?? new Error('failed'),
    );

/** Chain of a task's suites, the file first. */
const suitesOf = (task) => [
  ...(task.suite ? suitesOf(task.suite) : task.file === task ? [] : [task.file]),
  ...(task.type === 'suite' ? [task] : []),
];

const nameOf = (task) =>
  [...suitesOf(task).filter((suite) => suite !== task.file), task]
    .map(({ name }) => name)
    .join(' ');

/** Under which what comes before all tests of a test's file is counted. */
const openingOf = (test) => `before ${test.file.name}`;

const testsIn = (task) => (task.type === 'test' ? [task] : task.tasks.flatMap(testsIn));

/**
 * The quickest first, but every file in its turn: a test comes when the quicker ones of its own file have cost as much as those of the others.
 * Else hundreds of small tests of one file use up the patience before the one test that would notice.
 */
function orderByCost(results, fileOf) {
  results.sort((a, b) => a.timeSpentMs - b.timeSpentMs);
  const spent = new Map();
  const turn = new Map();
  for (const { id, timeSpentMs } of results) {
    const cost = (spent.get(fileOf(id)) ?? 0) + timeSpentMs;
    spent.set(fileOf(id), cost);
    turn.set(id, cost);
  }
  results.sort((a, b) => turn.get(a.id) - turn.get(b.id));
}

class QuickRunner {
  #tests = new Map();
  /** Suites whose beforeAll has run. */
  #opened = new Set();
  #server;
  #collector;
  #collected = new Set();
  #leftOut = [];
  /** Mutants that are reached before all tests of a file, and by no test. */
  #atOpening = new Set();
  /** No mutant ran in this process yet. */
  #fresh = true;
  /** A mutant left something behind. */
  #spoilt = false;

  /** What the changed program reads: which mutant is on, and who is asking. */
  state = (globalThis.__stryker__ ??= {});

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    process.on('unhandledRejection', () => {});
    process.env.NODE_ENV = 'test';
    process.env.VITEST = 'true';
    process.env.TEST = 'true';
    this.#server = await createServer({
      configFile: false,
      logLevel: 'error',
      root: process.cwd(),
      appType: 'custom',
      server: { middlewareMode: true, watch: null, ws: false, hmr: false },
      optimizeDeps: { noDiscovery: true, include: [] },
      resolve: { alias: [{ find: /^vitest$/, replacement: IN_HAND }] },
    });
    const modules = createServerModuleRunner(this.#server.environments.ssr, { hmr: false });
    this.#collector = {
      config: {
        root: process.cwd(),
        setupFiles: [],
        sequence: { hooks: 'stack', shuffle: false },
        tags: [],
        testTimeout: 60_000,
        hookTimeout: 120_000,
        retry: 0,
        maxConcurrency: 1,
        allowOnly: false,
      },
      trace: (_, ...rest) => rest.at(-1)(),
      importFile: (file) => modules.import(file),
    };
  }

  /** Tests of a file by their ids, loaded when they are first asked for: a new process, which asks one mutant, needs few of them. */
  async #collect(place) {
    if (this.#collected.has(place)) return;
    this.#collected.add(place);
    const [file] = await collectTests([path.resolve(place)], this.#collector);
    if (file.result?.state === 'fail') {
      throw new Error(`${file.filepath}: ${file.result.errors[0].stack}`);
    }
    for (const [i, test] of testsIn(file).entries()) {
      if (test.mode !== 'run') continue;
      const id = `${place}#${nameOf(test)}`;
      this.#tests.set(this.#tests.has(id) ? `${id} ${i}` : id, test);
    }
  }

  /** Runs all tests, quick ones twice: what fails the second time cannot be run again and again, and is left out. */
  async dryRun() {
    const results = [];
    const state = this.state;
    const globs = env.NORMSCOPE_MUTANT_TESTS.split(' ');
    const all = fs.readdirSync('test', { recursive: true, encoding: 'utf8' });
    const files = all
      .map((file) => `test/${file.replaceAll('\\', '/')}`)
      .filter((file) => globs.some((glob) => path.matchesGlob(file, glob)))
      .filter((file) => !NEEDS_VITEST.test(fs.readFileSync(file, 'utf8')));
    for (const file of files) await this.#collect(file);
    for (const [id, test] of this.#tests) {
      // What is done once before all tests of a file is reached by each of them.
      state.currentTestId = openingOf(test);
      await this.#open(test);
      state.currentTestId = id;
      const start = processorMs();
      const first = await this.#run(test);
      const timeSpentMs = processorMs() - start;
      const error = first ?? (timeSpentMs < TWICE_MS ? await this.#run(test) : undefined);
      state.currentTestId = undefined;
      if (error === undefined) results.push({ id, name: id, timeSpentMs, status: 0 });
      else this.#leftOut.push(`${id}: ${error.message.split('\n')[0]}`);
    }
    if (env.NORMSCOPE_MUTANT_LEFT_OUT)
      fs.writeFileSync(
        env.NORMSCOPE_MUTANT_LEFT_OUT,
        this.#leftOut.map((line) => `${line}\n`).join(''),
      );
    if (results.length === 0) return { status: 'error', errorMessage: 'no test passes' };
    orderByCost(results, (id) => this.#tests.get(id).file);
    const { static: atStart, perTest } = (state.mutantCoverage ??= {
      static: {},
      perTest: {},
    });
    const own = new Set(results.flatMap(({ id }) => Object.keys(perTest[id] ?? {})));
    // Tests are asked in this order.
    const ordered = results.map(({ id }) => {
      const opening = perTest[openingOf(this.#tests.get(id))] ?? {};
      for (const mutant of Object.keys(opening)) if (!own.has(mutant)) this.#atOpening.add(mutant);
      return [id, { ...opening, ...perTest[id] }];
    });
    this.#fresh = false;
    return {
      status: 'complete',
      tests: results,
      mutantCoverage: { static: atStart, perTest: Object.fromEntries(ordered) },
    };
  }

  /** @throws when this process can give no true answer; the tester then asks a new one */
  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    if (this.#spoilt) throw new Error('a mutant left something behind');
    const fresh = this.#fresh;
    this.#fresh = false;
    Object.assign(this.state, { hitCount: 0, hitLimit });
    const once = !fresh && this.#atOpening.has(activeMutant.id);
    let answer = once ? null : await this.#tryAll(activeMutant, testFilter, hitLimit);
    if (this.state.hitCount === 0 && !fresh) {
      // What is done once before all tests of a file is done again, with the mutant, and then without.
      const loaded = testFilter.filter((id) => this.#tests.has(id));
      const suites = new Set(loaded.flatMap((id) => suitesOf(this.#tests.get(id))));
      await this.#close(suites);
      answer = await this.#tryAll(activeMutant, testFilter, hitLimit);
      await this.#close(suites);
    }
    // Never reached: in a value kept since the tests ran first.
    if (this.state.hitCount === 0 && !fresh) throw new Error('only a new process reaches this');
    if (answer.status === 'survived') this.#spoilt = fresh;
    else if (answer.again) {
      // It failed with the mutant; does it pass without?
      this.state.hitCount = undefined;
      if (fresh) await this.#close(new Set(suitesOf(answer.again)));
      this.#spoilt = (await this.#run(answer.again)) !== undefined;
      if (this.#spoilt && !fresh) throw new Error('a mutant left something behind');
      delete answer.again;
    }
    return answer;
  }

  /** Runs tests with a mutant until one fails or patience ends. */
  async #tryAll(activeMutant, ids, hitLimit) {
    let left = PATIENCE_MS;
    let ran = 0;
    for (const id of ids) {
      if (left < 0) break;
      ran++;
      await this.#collect(id.slice(0, id.indexOf('#')));
      const test = this.#tests.get(id);
      this.state.activeMutant = activeMutant.id;
      const opened = await this.#open(test);
      const start = processorMs();
      const error = opened ?? (await this.#run(test));
      left -= processorMs() - start;
      this.state.activeMutant = undefined;
      if (error === undefined) continue;
      if (this.state.hitCount > hitLimit) return { status: 'timeout' };
      const failureMessage = error.message;
      return {
        status: 'killed',
        killedBy: [id],
        failureMessage,
        nrOfTests: ran,
        again: test,
      };
    }
    return { status: 'survived', nrOfTests: ran };
  }

  async dispose() {
    await this.#close(new Set(this.#opened));
    await this.#server?.close();
  }

  /** Does once what a test's suites do before all of their tests. @returns what that fails with, or undefined */
  async #open(test) {
    for (const suite of suitesOf(test)) {
      if (this.#opened.has(suite)) continue;
      this.#opened.add(suite);
      for (const hook of getHooks(suite).beforeAll) {
        const error = await tried(() => hook(suite));
        if (error) return error;
      }
    }
    return undefined;
  }

  /** What a test fails with, or undefined. */
  async #run(test) {
    const opened = await this.#open(test);
    if (opened) return opened;
    const suites = suitesOf(test);
    for (const hook of suites.flatMap((suite) => getHooks(suite).beforeEach)) {
      const error = await tried(() => hook(test.context, test.suite ?? test.file));
      if (error) return error;
    }
    const error = await tried(getFn(test));
    for (const hook of suites.toReversed().flatMap((suite) => getHooks(suite).afterEach)) {
      await tried(() => hook(test.context, test.suite ?? test.file));
    }
    return error;
  }

  async #close(suites) {
    for (const suite of [...this.#opened].reverse()) {
      if (!suites.has(suite)) continue;
      this.#opened.delete(suite);
      for (const hook of getHooks(suite).afterAll) await tried(() => hook(suite));
    }
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'quick', factory: () => new QuickRunner() },
];
