/** How often something happened, and what it said the first time. */
export interface Kind {
  count: number
  example: string
}

/** Counts one more of `kind`; the example is that of the first. */
export function noteKind(kinds: Record<string, Kind>, kind: string, example: string): void {
  const known = kinds[kind]
  if (known === undefined) kinds[kind] = { count: 1, example }
  else known.count++
}

/** Adds the counts of `kinds` to `into`. */
export function mergeKinds(into: Record<string, Kind>, kinds: Readonly<Record<string, Kind>>): void {
  for (const [kind, { count, example }] of Object.entries(kinds)) {
    const known = into[kind]
    if (known === undefined) into[kind] = { count, example }
    else known.count += count
  }
}
