import type { FieldChange } from '../cluster-change/index.ts'

/** So far ahead the next line that both have is looked for. */
const lookAhead = 200

/** What differs between two texts, line by line: a line that became another one, was added (before is null), or is gone (after is null). */
export function lineChanges(before: string, after: string): FieldChange[] {
  const [old, next] = [before.split('\n'), after.split('\n')]
  const found: FieldChange[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      i += 1
      j += 1
      continue
    }
    const [gone, added] = untilSame(old.slice(i, i + lookAhead), next.slice(j, j + lookAhead))
    for (let step = 0; step < Math.max(gone, added); step += 1)
      found.push({
        field: `line ${step < gone ? i + step + 1 : j + step + 1}`,
        before: step < gone ? (old[i + step] ?? '') : null,
        after: step < added ? (next[j + step] ?? '') : null,
      })
    i += gone
    j += added
  }
  return found
}

/** How many lines of each come before the nearest line that both have. */
function untilSame(old: readonly string[], next: readonly string[]): [number, number] {
  for (let far = 1; far < old.length + next.length; far += 1)
    for (let gone = Math.max(0, far - next.length + 1); gone <= Math.min(far, old.length - 1); gone += 1)
      if (old[gone] === next[far - gone]) return [gone, far - gone]
  return [old.length, next.length]
}
