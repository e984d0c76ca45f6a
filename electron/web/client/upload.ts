/** Sends files to the host's temporary folder; the names under which they lie there. */
export async function upload(files: readonly File[]): Promise<string[]> {
  const names: string[] = [];
  for (const file of files) {
    const address = `/upload?name=${encodeURIComponent(file.name)}`;
    const response = await fetch(address, { method: 'POST', body: file });
    if (response.ok) names.push(await response.text());
  }
  return names;
}
