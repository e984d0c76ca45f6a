/**
 * Folders whose programs are changed, each with the tests that should notice: the quick ones. What some seconds' test alone would
 * notice (every layer's stations, a group of four million values) counts as survived.
 */
export const AREAS = {
  'core/norm': [
    'unit/norm/!(precision)',
    'unit/explain',
    'unit/report/snippets',
    'unit/stream/streamNormalize',
    'unit/conformance/{layers,missing}',
    'parity/{layers,halves,training,programs}',
  ],
  'core/explain': ['unit/explain', 'unit/conformance/{layers,stations}', 'parity/precision'],
  'core/io': [
    'unit/io',
    'unit/ipc/codec',
    'unit/checkpoint',
    'unit/workers/{images,load}',
    'unit/stream/!(streamNormalize)',
  ],
  'core/verify': ['unit/verify'],
  'core/figure/hitTest.ts': ['unit/figure/hitTest'],
  // Not those that watch other processes: a change is on in one process only. Nor what asks every layer and every option, or draws with the real rasteriser.
  'electron/service': [
    'unit/service/!(addressSpace|hostile|openReportSizes|settingsOnDisk|streamedNotices)',
    'unit/cli/writeOutputs',
  ],
};

/** Globs of an area's tests. */
export const testsOf = (area) =>
  AREAS[area].map((place) => `test/${place}{.test.ts,/**/*.test.ts}`);

/** Glob of an area's own files. */
export const filesOf = (area) => (area.endsWith('.ts') ? area : `${area}/**/*.ts`);
