/** Pure packages that core may use, by folder. */
const D3 = ['d3-scale', 'd3-scale-chromatic', 'd3-color', 'd3-array', 'd3-interpolate'];

const SHARED = ['core', 'electron/ipc', 'electron/service', 'electron/workers'];

/** What a screen shares with the others. */
const EVERY_SCREEN = ['renderer/canvas', 'renderer/files', 'renderer/ui', 'core'];

/** A room a screen: none imports another; renderer/app, above them, imports all. */
const SCREENS = [
  'explore',
  'compare',
  'lessons',
  'training',
  'large',
  'overview',
  'verify',
  'checkpoint',
  'report',
  'present',
].map((name) => `renderer/${name}`);

const PAGE = {
  types: ['electron/ipc/contract.ts'],
  packages: ['svelte', 'katex', 'inter-ui', 'jetbrains-mono', 'pretendard', /^d3-/],
};

/**
 * Who may import whom; the most specific room of a file counts. `imports` are rooms, `types` are
 * single files of which only types may be used, `packages` are npm packages (absent: any but
 * electron), `node` allows Node's own modules, `electron` the electron module.
 * A folder of the repository that is not listed here (test/, build/) is free.
 */
export const ROOMS = {
  core: { imports: ['core'], packages: [] },
  'core/figure': { imports: ['core'], packages: [...D3, 'fflate'] },
  'core/io': { imports: ['core'], packages: ['fflate'] },
  renderer: { ...PAGE, imports: ['renderer', 'core'] },
  ...Object.fromEntries(
    SCREENS.map((screen) => [screen, { ...PAGE, imports: [screen, ...EVERY_SCREEN] }]),
  ),
  'renderer/report': {
    ...PAGE,
    packages: [...PAGE.packages, 'mediabunny'],
    imports: ['renderer/report', ...EVERY_SCREEN],
  },
  'renderer/canvas': { ...PAGE, imports: ['renderer/canvas', 'renderer/ui', 'core'] },
  'renderer/files': { ...PAGE, imports: ['renderer/files', 'renderer/ui', 'core'] },
  'renderer/ui': { ...PAGE, imports: ['renderer/ui', 'core'] },
  electron: { imports: SHARED, node: true },
  'electron/ipc': { imports: ['core', 'electron/ipc'], node: true },
  'electron/cli': { imports: [...SHARED, 'electron/cli'], node: true },
  'electron/web': { imports: [...SHARED, 'electron/web'], node: true },
  'electron/page': { imports: ['core', 'electron/page'], packages: [] },
  'electron/preload': {
    imports: ['core', 'electron/ipc', 'electron/preload'],
    node: true,
    electron: true,
  },
  'electron/main': { imports: [...SHARED, 'electron/main'], node: true, electron: true },
};

/** Where two folders that do not lie in each other must not both import each other. */
export const ONE_WAY = ['core', 'electron'];

const contains = (room, file) => file === room || file.startsWith(`${room}/`);

/** The most specific room of a file (path from the repository, with slashes), or undefined. */
export function roomOf(file) {
  const found = Object.keys(ROOMS).filter((room) => contains(room, file));
  return found.sort((a, b) => b.length - a.length)[0];
}

/** Whether a room of `list` holds `file`. */
export const isInside = (list, file) => list.some((room) => contains(room, file));
