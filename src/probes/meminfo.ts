/** /proc/meminfo by name, in bytes (lines without `kB` are plain counts); null when it has no MemTotal. */
export function parseMeminfo(text: string): ReadonlyMap<string, number> | null {
  const values = new Map<string, number>()
  for (const match of text.matchAll(/^([^:\n]+):[ \t]*(\d{1,15})( kB)?[ \t]*$/gm)) {
    values.set(match[1] ?? '', Number(match[2]) * (match[3] === undefined ? 1 : 1024))
  }
  return (values.get('MemTotal') ?? 0) > 0 ? values : null
}
