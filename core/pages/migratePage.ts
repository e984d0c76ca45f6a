import { INITIAL_VIEW } from '../figure/state.ts';
import { isPlain } from '../shape/compound.ts';
import { permutedFlat } from '../tensor/permute.ts';
import { USUAL_PICTURE } from '../report/picture.ts';

type Loose = Readonly<Record<string, unknown>>;

/** What takes a page's JSON from one version to the next. */
const MIGRATIONS: Readonly<Record<number, (page: Loose) => Loose>> = { 1: withSubject };

/** A page's JSON as the newest version has it; what is no page is left to the reader to refuse. */
export function migratePage(value: unknown): unknown {
  let page = value;
  while (isPlain(page)) {
    const migration = MIGRATIONS[Number(page.formatVersion)];
    if (!migration) break;
    page = migration(page);
  }
  return page;
}

/** Version 1 had what a page says, and not what it was about: that is read off its runs. */
function withSubject(page: Loose): Loose {
  const runs = listOf(page.runs).filter(({ report }) => isPlain(report));
  return {
    ...page,
    formatVersion: 2,
    subject: subjectOf(
      page,
      runs.map(({ report }) => objectOf(report)),
    ),
    picture: USUAL_PICTURE,
    ...(page.runs === undefined ? {} : { runs }),
  };
}

function subjectOf(page: Loose, reports: readonly Loose[]): Loose {
  const { kind } = page;
  const [first] = reports;
  const view = { ...INITIAL_VIEW, ...objectOf(first?.view), pinned: null };
  const seen = { view, cell: first ? cellOf(first) : null };
  switch (kind) {
    case 'overview': {
      const families = new Set(listOf(page.layers).map(({ family }) => family));
      const [family] = families;
      return {
        kind,
        tensor: { kind: 'file', handle: 'overview' },
        ...(families.size === 1 && { family }),
        theme: 'light',
      };
    }
    case 'comparison':
      return { kind, ...seen, locked: false, runs: reports.map(requestOf) };
    case 'lesson':
      return { kind, ...seen, lesson: page.lesson };
    default: {
      const { momentum, freezeFrom, channel, step } = page;
      return { kind, momentum, freezeFrom, channel, step, theme: 'light' };
    }
  }
}

/** Its tensor is found by its report. */
function requestOf({ layer, input }: Loose, i: number): Loose {
  const { name, options, mode } = objectOf(layer);
  const { example } = objectOf(input);
  return {
    tensor:
      typeof example === 'string'
        ? { kind: 'example', id: example }
        : { kind: 'file', handle: `run-${i}` },
    spec: { layer: name, options, mode },
  };
}

/** A report's pinned cell in the order in which its tensor is stored. */
function cellOf({ view, input }: Loose): number | null {
  const { pinned } = objectOf(view);
  const { shape, axes, storedAxes = axes } = objectOf(input);
  if (typeof pinned !== 'number' || ![shape, axes, storedAxes].every(Array.isArray)) return null;
  return permutedFlat(
    shape as readonly number[],
    axes as readonly string[],
    storedAxes as readonly string[],
    pinned,
  );
}

const objectOf = (value: unknown): Loose => (isPlain(value) ? value : {});
const listOf = (value: unknown): readonly Loose[] =>
  Array.isArray(value) ? value.filter(isPlain) : [];
