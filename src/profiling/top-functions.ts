import type { FrameKind } from './stack-profile.ts'
import { type StackProfile, subtotals, totalOf } from './stack-profile.ts'

/** What one function costs, in the unit of its profile and as a share (0-1) of everything but idle time. */
export interface FunctionCost {
  name: string
  file: string | null
  line: number | null
  kind: FrameKind
  /** In itself. */
  self: number
  /** With everything that it called; a function that calls itself counts once. */
  total: number
  selfShare: number
  totalShare: number
}

/** The `count` functions that cost most: by self, or by total with `by`; equal ones by the other figure, then by name. */
export function topFunctions(
  profile: StackProfile,
  count: number,
  by: 'self' | 'total' = 'self',
): FunctionCost[] {
  const { self, total } = costs(profile)
  const all = totalOf(profile)
  const share = (weight: number): number => (all > 0 ? Math.min(weight / all, 1) : 0)
  const other = by === 'self' ? 'total' : 'self'
  return profile.frames
    .map((frame, index) => {
      const own = self[index] ?? 0
      const whole = total[index] ?? 0
      return { ...frame, self: own, total: whole, selfShare: share(own), totalShare: share(whole) }
    })
    .filter((cost) => cost.kind !== 'thread' && cost[by] > 0)
    .sort((a, b) => b[by] - a[by] || b[other] - a[other] || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .slice(0, count)
}

function costs(profile: StackProfile): { self: Float64Array; total: Float64Array } {
  const { frames, nodes } = profile
  const weights = subtotals(profile)
  const { first, next } = siblings(profile)
  const self = new Float64Array(frames.length)
  const total = new Float64Array(frames.length)
  const open = new Int32Array(frames.length)
  const enter = (node: number): void => {
    const frame = nodes.frame[node] ?? 0
    self[frame] = (self[frame] ?? 0) + (nodes.self[node] ?? 0)
    if (open[frame] === 0) total[frame] = (total[frame] ?? 0) + (weights[node] ?? 0)
    open[frame] = (open[frame] ?? 0) + 1
  }
  const leave = (node: number): void => {
    const frame = nodes.frame[node] ?? 0
    open[frame] = (open[frame] ?? 0) - 1
  }
  // Without recursion: stacks may be deeper than that of this program.
  let node = first[nodes.frame.length] ?? -1
  while (node >= 0) {
    enter(node)
    const child = first[node] ?? -1
    if (child >= 0) {
      node = child
      continue
    }
    for (;;) {
      leave(node)
      const beside = next[node] ?? -1
      if (beside >= 0) {
        node = beside
        break
      }
      node = nodes.parent[node] ?? -1
      if (node < 0) break
    }
  }
  return { self, total }
}

/** The first child of each node and its next sibling, -1 for none; the first root is the child of the number after the last. */
function siblings({ nodes: { parent } }: StackProfile): { first: Int32Array; next: Int32Array } {
  const first = new Int32Array(parent.length + 1).fill(-1)
  const next = new Int32Array(parent.length).fill(-1)
  for (let node = parent.length - 1; node >= 0; node--) {
    const above = parent[node] ?? -1
    const place = above < 0 ? parent.length : above
    next[node] = first[place] ?? -1
    first[place] = node
  }
  return { first, next }
}
