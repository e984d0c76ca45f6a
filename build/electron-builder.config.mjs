import { electronVersion } from './electronRuntime.mjs';

/** The ninth fuse, which electron-builder has no name for: WebAssembly traps by signal, as shipped. */
const WASM_TRAP_HANDLERS = 8;

const METAINFO = 'org.normscope.Normscope.metainfo.xml';
/** Where shops of Linux systems look for what a program is. */
const fpm = [`build/linux/${METAINFO}=/usr/share/metainfo/${METAINFO}`];

/** One extension each, with a type of its own: of several electron-builder makes a single pattern for Linux that no file fits. */
const viewer = (ext, name, mimeType) => ({
  ext,
  name,
  description: name,
  mimeType,
  role: 'Viewer',
});

/** What is passed on in words: our licence, and those of what is bundled. */
const legal = [
  { from: 'LICENSE', to: 'LICENSE.txt' },
  { from: 'dist/THIRD-PARTY-NOTICES.txt', to: 'THIRD-PARTY-NOTICES.txt' },
];

/**
 * What `npm run package` makes. Measured: `-- --dir` (an unpacked app) needs no network when
 * `electronDist` or Electron's cache has the runtime. AppImage, deb, rpm, dmg, nsis and zip make
 * electron-builder fetch its tools from its release host on first use, so they cannot be made
 * offline; dmg also needs macOS.
 * @type {import('electron-builder').Configuration}
 */
export default {
  appId: 'org.normscope.app',
  productName: 'Normscope',
  copyright: 'Copyright © 2026 Normscope contributors',
  electronVersion: electronVersion(),
  directories: { output: 'release', buildResources: 'build/icons' },
  // The desktop app alone: the browser host and the command line run from source.
  files: [
    'dist/**',
    '!dist/.sources',
    '!dist/web',
    '!dist/cli',
    '!node_modules/ws',
    'package.json',
  ],
  // Chromium's own words, in the languages of the program.
  electronLanguages: ['en-US', 'ko'],
  // Nothing updates itself: without this a build in a repository's workflow would add a file that says from where.
  publish: null,
  asar: true,
  // The dynamic loader needs real files.
  // Worker threads and what they read by path are real files too: Node's loader of worker modules and
  // fs.open on other threads are not promised to see into the archive.
  asarUnpack: [
    'node_modules/@napi-rs/**',
    'dist/workers/**',
    'dist/chunks/**',
    'dist/wasm/**',
    'dist/renderer/fonts/**',
  ],
  npmRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    // Flipping breaks the signature without which macOS on ARM starts nothing.
    resetAdHocDarwinSignature: true,
  },
  afterPack: (context) =>
    context.packager.addElectronFuses(context, {
      version: '1',
      [WASM_TRAP_HANDLERS]: true,
    }),
  // Its entry in the desktop's menu starts the program with its sandbox.
  toolsets: { appimage: '1.0.3' },
  fileAssociations: [
    viewer('npy', 'NumPy array', 'application/x-npy'),
    viewer('npz', 'NumPy archive', 'application/x-npz'),
    viewer('safetensors', 'Safetensors file', 'application/x-safetensors'),
    viewer('pt', 'PyTorch file', 'application/x-pytorch'),
    viewer('pth', 'PyTorch checkpoint', 'application/x-pytorch-checkpoint'),
    viewer('normscope.json', 'Normscope report or lesson', 'application/x-normscope+json'),
  ],
  linux: {
    target: ['AppImage', 'deb', 'rpm', 'zip'],
    extraFiles: legal,
    icon: 'build/icons',
    category: 'Science;Education',
    executableName: 'normscope',
    syncDesktopName: true,
    synopsis: 'See which numbers a normalization layer mixes together',
    maintainer: 'Normscope contributors <normscope@localhost>',
    vendor: 'Normscope contributors',
    desktop: {
      entry: {
        GenericName: 'Normalization explorer',
        'GenericName[ko]': '정규화 탐색기',
        'Comment[ko]': '정규화 레이어가 어떤 수들을 섞는지 봅니다',
        Keywords: 'tensor;normalization;BatchNorm;LayerNorm;PyTorch;NumPy;',
        'Keywords[ko]': '텐서;정규화;배치 정규화;파이토치;',
      },
    },
  },
  deb: { fpm: [...fpm, 'LICENSE=/usr/share/doc/normscope/copyright'], packageCategory: 'science' },
  rpm: { fpm },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    icon: 'build/icons/icon.icns',
    category: 'public.app-category.education',
    // Beside Info.plist a signature takes every file for code.
    extraResources: legal,
    // A Mac knows files by what follows the last dot: reports and lessons are offered, other JSON stays where it was.
    fileAssociations: [{ ...viewer('json', 'JSON document'), rank: 'Alternate' }],
  },
  win: { target: ['nsis', 'zip'], icon: 'build/icons/icon.ico', extraFiles: legal },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    license: 'LICENSE',
  },
};
