export type Outside = Awaited<ReturnType<typeof fetchOutside>>;

/** Fetches what acts on the window from outside: keys, and the host. */
export async function fetchOutside() {
  const [{ handleKey }, { connectHost }] = await Promise.all([
    import('./windowKeys.ts'),
    import('./connectHost.svelte.ts'),
  ]);
  return { handleKey, connectHost };
}
