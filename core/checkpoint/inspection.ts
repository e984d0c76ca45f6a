import type { Catalog, ListedTensor, SkippedMember } from '../io/catalog.ts';
import { numel } from '../tensor/tensor.ts';
import { compareLayers, type ReadLayer } from './compare.ts';
import type { Finding, LayerValues } from './finding.ts';
import { healthOf } from './health.ts';
import { normLayers, ROLES, type NormLayer } from './normLayers.ts';

export const INSPECTION_SCHEMA = 'normscope-inspection';
export const INSPECTION_VERSION = 1;

export interface InspectedFile {
  readonly name: string;
  /** "torch", "safetensors", "npz" … */
  readonly format: string;
  readonly bytes: number;
}

export interface InspectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** In the file. */
  readonly bytes: number;
  readonly sharesWith?: string;
}

export interface InspectedLayer extends Omit<NormLayer, 'parts'> {
  readonly findings: readonly Finding[];
}

/** What is in a checkpoint, and what is strange about it; fields are only added. */
export interface Inspection {
  readonly schema: typeof INSPECTION_SCHEMA;
  readonly schemaVersion: typeof INSPECTION_VERSION;
  readonly file: InspectedFile;
  readonly against?: InspectedFile;
  readonly tensors: readonly InspectedTensor[];
  readonly refused: readonly {
    readonly name: string;
    readonly what: string;
    readonly why: string;
  }[];
  readonly layers: readonly InspectedLayer[];
  /** Names of layers that only the other file has. */
  readonly onlyInOther?: readonly string[];
}

/** A file whose headers have been read, and the numbers of its normalization layers. */
export interface Checkpoint {
  readonly file: InspectedFile;
  readonly tensors: Inspection['tensors'];
  readonly refused: Inspection['refused'];
  readonly layers: readonly ReadLayer[];
}

/** Reads a file as far as it is inspected. @throws InputError of the format */
export function readCheckpoint(file: InspectedFile, catalog: Catalog): Checkpoint {
  return {
    file,
    tensors: catalog.tensors.map(inspectedTensor),
    refused: catalog.skipped.map(refusedMember),
    layers: readLayers(catalog),
  };
}

/** Entries of a part that are read: a layer of more is no layer. */
const MOST_FEATURES = 4 * 2 ** 20;

function inspectedTensor({ member, shape, type, sharesWith }: ListedTensor): InspectedTensor {
  return {
    name: member,
    shape,
    dtype: type.name,
    bytes: numel(shape) * type.bytes,
    ...(sharesWith === undefined ? {} : { sharesWith }),
  };
}

const refusedMember = ({ member, code, message, details }: SkippedMember) => ({
  name: member,
  what: String(details.dtype ?? code),
  why: message,
});

/** The normalization layers of a file with their numbers, which alone are read. */
function readLayers({ tensors, read }: Catalog): ReadLayer[] {
  const byName = new Map(tensors.map((listed) => [listed.member, listed]));
  const named = tensors.map(({ member, shape }) => ({ name: member, shape }));
  return normLayers(named)
    .filter(({ features }) => features <= MOST_FEATURES)
    .map((layer) => {
      const values = Object.fromEntries(
        ROLES.flatMap((role) => {
          const listed = byName.get(layer.parts[role] ?? '');
          return listed ? [[role, read(listed).data]] : [];
        }),
      ) as LayerValues;
      return { layer, values };
    });
}

/** What wrappers put before the names of a model. */
const WRAPPERS = /^(?:(?:module|model|net|state_dict|model_state_dict|_orig_mod|ema)\.)+/;
const bare = ({ prefix }: NormLayer) => prefix.replace(WRAPPERS, '');

/** The layer of the same name in another file, whatever its wrapper is called; null where there is none. */
export function matching(layers: readonly ReadLayer[], { layer }: ReadLayer): ReadLayer | null {
  return (
    layers.find((other) => other.layer.prefix === layer.prefix) ??
    layers.find((other) => bare(other.layer) === bare(layer)) ??
    null
  );
}

/**
 * Tensors, normalization layers and findings of a checkpoint; of two, what differs as well.
 * @param other  the file to compare with
 */
export function inspect(
  { file, tensors, refused, layers }: Checkpoint,
  other: Checkpoint | null = null,
): Inspection {
  const others = other?.layers ?? [];
  const names = [file.name, other?.file.name ?? ''] as const;
  const matched = new Set<ReadLayer>();
  const inspected = layers.map((one): InspectedLayer => {
    const { prefix, kind, candidates, features } = one.layer;
    const there = matching(others, one);
    if (there) matched.add(there);
    const findings = [
      ...healthOf(one.layer, one.values),
      ...(other ? compareLayers(one, there, names) : []),
    ];
    return { prefix, kind, candidates, features, findings };
  });
  const rest = others.filter((one) => !matched.has(one)).map(({ layer }) => layer.prefix);
  return {
    schema: INSPECTION_SCHEMA,
    schemaVersion: INSPECTION_VERSION,
    file,
    ...(other ? { against: other.file } : {}),
    tensors,
    refused,
    layers: inspected,
    ...(other ? { onlyInOther: rest } : {}),
  };
}
