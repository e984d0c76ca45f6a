import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import { afterAll, expect, test, vi } from 'vitest';
import configuration from '../../../build/electron-builder.config.mjs';
import { notePackages, notices, packageOf } from '../../../build/notices.mjs';
import { inRoot } from '../../../build/paths.mjs';
import { EXTENSIONS } from '../../../electron/workers/formats.ts';

// What can be known of the packages without making them.
// electron-builder takes seconds to load.
vi.setConfig({ testTimeout: 60_000 });
const require = createRequire(import.meta.url);
const builder = (file: string): unknown => require(`app-builder-lib/${file}`);
const json = (file: string) =>
  JSON.parse(fs.readFileSync(inRoot(file), 'utf8')) as Record<string, string>;
const manifest = json('package.json');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-entry-'));
afterAll(() => fs.rmSync(scratch, { recursive: true }));

/** A validator's verdict; null where it is not installed, which npm test sees to on Debian. */
function verdict(program: string, ...args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return error ? null : { status, said: `${stdout}${stderr}` };
}
const ASSOCIATED = ['npy', 'npz', 'safetensors', 'pt', 'pth', 'normscope.json'];
const hasValidators = ['desktop-file-validate', 'appstreamcli'].every((name) =>
  verdict(name, '--help'),
);

test("the configuration is as electron-builder's schema wants it", () => {
  const validate = new Ajv({ strict: false }).compile(builder('scheme.json') as AnySchema);
  expect(validate(configuration) || validate.errors).toBe(true);
  const { linux, mac, win } = configuration;
  expect(linux?.target).toEqual(expect.arrayContaining(['AppImage', 'deb', 'rpm', 'zip']));
  expect(mac?.target).toContainEqual({ target: 'dmg', arch: ['x64', 'arm64'] });
  expect(win?.target).toEqual(expect.arrayContaining(['nsis', 'zip']));
});

test('the AppImage is made by the tools whose entry keeps the sandbox, and unsigned apps are signed anew after flipping fuses', () => {
  // Without this set electron-builder's AppImage starts the program with --no-sandbox.
  expect(configuration.toolsets?.appimage).toMatch(/^1\./);
  expect(configuration.electronFuses).toMatchObject({ resetAdHocDarwinSignature: true });
});

interface LinuxTargetHelper {
  computeDesktopEntry(options: object): Promise<string>;
  readonly mimeTypeFiles: Promise<string>;
}

/** What electron-builder writes for the desktops of Linux. */
function linuxHelper(): LinuxTargetHelper {
  const { LinuxTargetHelper } = builder('out/targets/LinuxTargetHelper') as {
    LinuxTargetHelper: new (packager: object) => LinuxTargetHelper;
  };
  const { productName, linux, fileAssociations } = configuration;
  return new LinuxTargetHelper({
    appInfo: {
      productName,
      sanitizedProductName: productName,
      description: manifest['description'],
    },
    executableName: linux?.executableName,
    fileAssociations,
    config: configuration,
    info: { metadata: manifest },
    platformSpecificBuildOptions: linux,
    getTempFile: (suffix: string) => Promise.resolve(path.join(scratch, `packages/types${suffix}`)),
  });
}
const desktopEntry = () => linuxHelper().computeDesktopEntry(configuration.linux ?? {});

test('on Linux every associated extension has a type that it, and no other file, fits', async () => {
  const text = fs.readFileSync(await linuxHelper().mimeTypeFiles, 'utf8');
  const globs = [...text.matchAll(/<glob pattern="([^"]+)"/g)].map(([, glob]) => glob);
  expect(globs).toEqual(ASSOCIATED.map((extension) => `*.${extension}`));
  // The system's own reader of such files; its warnings are of no matter here.
  const read = verdict('update-mime-database', '-n', scratch);
  if (read) {
    const known = fs.readFileSync(path.join(scratch, 'globs2'), 'utf8');
    for (const extension of ASSOCIATED) expect(known).toContain(`:*.${extension}\n`);
  }
});

test("the desktop's entry starts the program with its files and sandbox, in both languages", async () => {
  const entry = await desktopEntry();
  expect(entry).toContain('Exec=/opt/Normscope/normscope %U\n');
  expect(entry).not.toContain('--no-sandbox');
  expect(entry).toContain('StartupWMClass=normscope\n');
  expect(entry).toMatch(/Comment\[ko\]=.*정규화/);
  expect(entry).toMatch(/MimeType=(?=.*application\/x-npy;)(?=.*application\/x-pytorch;)/);
});

test.skipIf(!hasValidators)('the desktop entry passes desktop-file-validate', async () => {
  const file = path.join(scratch, 'normscope.desktop');
  fs.writeFileSync(file, await desktopEntry());
  const { status, said } = verdict('desktop-file-validate', file) ?? {};
  expect(status, said).toBe(0);
  // A hint says that Science and Education may both show it, which is meant.
  expect(said).not.toMatch(/\b(?:error|warning)\b/);
});

const METAINFO = 'build/linux/org.normscope.Normscope.metainfo.xml';

test.skipIf(!hasValidators)("the shops' description passes appstreamcli", () => {
  const { status, said } = verdict('appstreamcli', 'validate', '--no-net', inRoot(METAINFO)) ?? {};
  expect(status, said).toBe(0);
});

test("the shops' description names this version, the entry and every associated type", () => {
  const text = fs.readFileSync(inRoot(METAINFO), 'utf8');
  expect(text).toContain(`<release version="${manifest['version']}"`);
  expect(text).toContain(`>${manifest['desktopName']}</launchable>`);
  for (const { mimeType } of [configuration.fileAssociations ?? []].flat())
    expect(text).toContain(`<mediatype>${mimeType}</mediatype>`);
  for (const fpm of [configuration.deb?.fpm, configuration.rpm?.fpm])
    expect(fpm).toContain(`${METAINFO}=/usr/share/metainfo/${path.basename(METAINFO)}`);
});

test('every associated file can be opened', () => {
  const associated = [configuration.fileAssociations ?? []].flat().flatMap(({ ext }) => ext);
  expect(associated).toEqual(ASSOCIATED);
  for (const extension of associated)
    if (extension !== 'normscope.json') expect(EXTENSIONS).toContain(extension);
});

test('every package carries the licence and the notices, where its system wants them', () => {
  const { linux, mac, win, deb } = configuration;
  const carried = { from: 'dist/THIRD-PARTY-NOTICES.txt', to: 'THIRD-PARTY-NOTICES.txt' };
  expect(linux?.extraFiles).toContainEqual(carried);
  expect(win?.extraFiles).toContainEqual(carried);
  // Contents/LICENSE.txt would be code without a signature.
  expect(mac?.extraResources).toContainEqual(carried);
  expect([configuration.extraFiles, mac?.extraFiles]).toEqual([undefined, undefined]);
  expect(deb?.fpm).toContain('LICENSE=/usr/share/doc/normscope/copyright');
});

test('reports are offered to open on a Mac, which knows no double extensions, and no other JSON is taken over', () => {
  expect(configuration.mac?.fileAssociations).toMatchObject([{ ext: 'json', rank: 'Alternate' }]);
});

test('the packages of modules are known by their paths, on every system', () => {
  expect(packageOf('/a/node_modules/svelte/src/x.js')).toBe('svelte');
  expect(packageOf('C:\\a\\node_modules\\@napi-rs\\canvas\\x.js')).toBe('@napi-rs/canvas');
  expect(packageOf('/a/core/x.ts')).toBeUndefined();
  const packages = new Set<string>();
  const modules = { '/a/node_modules/d3-array/src/sum.js': {}, '/a/core/x.ts': {} };
  notePackages(packages).generateBundle(null, { 'a.js': { modules }, 'a.css': {} });
  expect([...packages]).toEqual(['d3-array']);
});

test('the notices hold the licence of what is bundled, of fonts, rasteriser and kernels', () => {
  const text = notices(['svelte', 'katex', 'd3-scale', 'fflate']);
  for (const name of ['svelte', 'katex', 'd3-scale', 'fflate', 'inter-ui', 'pretendard'])
    expect(text).toContain(`\n${name} ${json(`node_modules/${name}/package.json`)['version']} (`);
  for (const holder of ['Svelte Contributors', 'Khan Academy', 'Mike Bostock', 'Arjun Barrett'])
    expect(text).toContain(holder);
  for (const holder of ['Inter Project', 'Kil Hyung-jin', 'JetBrains Mono Project', 'Google Inc'])
    expect(text).toContain(holder);
  expect(() => notices(['no-such-package'])).toThrow();
});

test('what the workflows use is pinned by its hash, with its version beside it', () => {
  const folder = inRoot('.github/workflows');
  const lines = fs
    .readdirSync(folder)
    .flatMap((file) => fs.readFileSync(path.join(folder, file), 'utf8').split('\n'))
    .filter((line) => line.includes('uses:'));
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+/);
});
