/** The candidate that `word` was most likely meant to be, or null when nothing is near (Damerau-Levenshtein, at most a third of its letters). */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  // Nobody mistypes a longer word, and the work grows with its letters.
  const written = word.toLowerCase().slice(0, 64)
  let best: string | null = null
  let bestDistance = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(written.length, candidate.length) / 3))
    const distance = editDistance(written, candidate.toLowerCase())
    if (distance <= allowed && distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** A hint that offers the nearest candidate, or lists what there is. */
export function suggestion(word: string, candidates: readonly string[], otherwise: string): string {
  const near = suggest(word, candidates)
  return near === null ? otherwise : `Did you mean ${near}?`
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      }
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] ?? 0
}
