/**
 * A tensor as a spreadsheet takes it from the clipboard: values parted by tabs along the last axis, a line for each index of
 * the others; exact, so that float32 values come back as they were.
 * @param shape  sizes; a scalar is one value
 */
export function tsv({
  data,
  shape,
}: {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}): string {
  const width = Math.max(1, shape.at(-1) ?? 1);
  const values = Array.from(data, String);
  const lines = Array.from({ length: Math.ceil(values.length / width) }, (_, row) =>
    values.slice(row * width, (row + 1) * width).join('\t'),
  );
  return `${lines.join('\n')}\n`;
}
