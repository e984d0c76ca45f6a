import { electronVersion } from './electronRuntime.mjs';

/** The ninth fuse, which electron-builder has no name for: WebAssembly traps by signal, as shipped. */
const WASM_TRAP_HANDLERS = 8;

/**
 * What `npm run package` makes. Measured: `-- --dir` (an unpacked app) needs no network when
 * `electronDist` or Electron's cache has the runtime. AppImage, deb, tar.gz, dmg, nsis and zip make
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
  files: ['dist/**', '!dist/.sources', 'package.json', 'LICENSE'],
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
    { ext: 'npy', name: 'NumPy array', mimeType: 'application/x-npy', role: 'Viewer' },
  ],
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    icon: 'build/icons',
    category: 'Science',
    synopsis: 'See which numbers a normalization layer mixes together',
    maintainer: 'Normscope contributors <normscope@localhost>',
    vendor: 'Normscope contributors',
  },
  mac: {
    target: ['dmg', 'zip'],
    icon: 'build/icons/icon.icns',
    category: 'public.app-category.education',
  },
  win: { target: ['nsis', 'zip'], icon: 'build/icons/icon.ico' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};
