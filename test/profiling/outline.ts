import { readStacks, type StackProfile } from '../../src/profiling/index.ts'

/** The profile in `text`; a text that is rejected fails the test. */
export function profileOf(text: string, fileName = 'stacks.txt'): StackProfile {
  const read = readStacks(text, fileName)
  if (!read.ok) throw new Error(`${fileName} ${read.problem}`)
  return read.value
}

/** Why `text` is rejected, or `understood`. */
export function refusalOf(text: string, fileName = 'stacks.txt'): string {
  const read = readStacks(text, fileName)
  return read.ok ? 'understood' : read.problem
}

/** Every stack with weight of its own as `a;b;c 2`, sorted: the tree as a reader would write it down. */
export function outline({ frames, nodes }: StackProfile): string[] {
  const paths: string[] = []
  const lines: string[] = []
  for (const [node, frame] of nodes.frame.entries()) {
    const above = nodes.parent[node] ?? -1
    const name = frames[frame]?.name ?? '?'
    paths[node] = above < 0 ? name : `${paths[above]};${name}`
    const self = nodes.self[node] ?? 0
    if (self > 0) lines.push(`${paths[node]} ${Math.round(self * 1e6) / 1e6}`)
  }
  return lines.sort()
}
