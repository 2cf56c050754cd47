/** What kind of code a frame is; a `thread` only groups stacks and is no function. */
export type FrameKind = 'function' | 'kernel' | 'inlined' | 'runtime' | 'thread'

/** One function, as far as the profiler knew it. */
export interface StackFrame {
  name: string
  /** A source file, a URL or, for native code, the module that holds it. */
  file: string | null
  /** From 1. */
  line: number | null
  kind: FrameKind
}

/**
 * Stacks as a tree: node `i` is the frame `frames[nodes.frame[i]]`, called by the node `nodes.parent[i]` (-1 for none, always
 * less than `i`), with `nodes.self[i]` of `unit` spent in itself.
 */
export interface StackProfile {
  unit: 'samples' | 'seconds' | 'bytes'
  frames: readonly StackFrame[]
  nodes: { frame: Int32Array; parent: Int32Array; self: Float64Array }
  /** What the profiler saw while nothing ran; it is in no node. */
  idle: number
  /** Doubts about the figures, in sentences. */
  notes: readonly string[]
}

/** What each node and everything that it called weighs together. */
export function subtotals({ nodes: { parent, self } }: StackProfile): Float64Array {
  const totals = Float64Array.from(self)
  for (let node = totals.length - 1; node >= 0; node--) {
    const above = parent[node] ?? -1
    if (above >= 0) totals[above] = (totals[above] ?? 0) + (totals[node] ?? 0)
  }
  return totals
}

/** What all nodes weigh, without idle time. */
export function totalOf({ nodes }: StackProfile): number {
  return nodes.self.reduce((sum, weight) => sum + weight, 0)
}
