/** Raw numbers in the file, under a key; several tensors may look at one. */
export class TorchStorage {
  readonly dtype: string;
  readonly key: string;
  /** "cpu", "cuda:0", "meta" … */
  readonly location: string;
  /** Elements of its own type. */
  readonly count: number;
  /** Elements before it in the storage of the key: a view of old files. */
  readonly from: number;

  constructor(dtype: string, key: string, location: string, count: number, from = 0) {
    this.dtype = dtype;
    this.key = key;
    this.location = location;
    this.count = count;
    this.from = from;
  }
}

/** How a tensor looks at its storage. Nothing of it has been checked against the file. */
export interface StoredView {
  /** In elements. */
  readonly offset: number;
  readonly size: readonly number[];
  readonly stride: readonly number[];
}

/** A tensor as the pickle describes it. */
export class TorchTensor {
  readonly storage: TorchStorage;
  readonly view: StoredView;
  /** Its own type; that of the storage for most. */
  readonly dtype: string;

  constructor(storage: TorchStorage, view: StoredView, dtype: string) {
    this.storage = storage;
    this.view = view;
    this.dtype = dtype;
  }
}

/** A tensor of a kind that is not shown: sparse, quantized, on no device … */
export class OtherTensor {
  readonly kind: string;

  constructor(kind: string) {
    this.kind = kind;
  }
}

/** A NumPy type on its way. */
export class NumpyType {
  readonly descr: string;
  bigEndian = false;

  constructor(descr: string) {
    this.descr = descr;
  }
}

/** A NumPy array among the values, with its bytes. */
export class NumpyArray {
  descr: string | null = null;
  shape: readonly number[] = [];
  fortranOrder = false;
  bytes = new Uint8Array(0);
}
