import type { ProcessUse } from './process-tree.ts'

/** The CPU time of a tree of processes, in hundredths of a second, as a counter that never falls. */
export interface TreeTotal {
  add(uses: readonly ProcessUse[]): number
}

/**
 * A child that ends hands its time on to the parent that waits for it: then the parent's figure grows by as much. What no parent took over
 * is kept here as of the last look, so that nothing is lost or counted twice.
 */
export function treeTotal(): TreeTotal {
  let before = new Map<number, ProcessUse>()
  let lost = 0
  return {
    add(uses) {
      const now = new Map(uses.map((use) => [use.pid, use]))
      const ended = [...before.values()].filter((use) => now.get(use.pid)?.startTicks !== use.startTicks)
      const heirs = new Map<number | null, ProcessUse[]>()
      for (const use of ended) {
        const heir = heirOf(use, before, now)
        heirs.set(heir, [...(heirs.get(heir) ?? []), use])
      }
      for (const [heir, left] of heirs) {
        const spent = left.reduce((sum, { ownTicks, waitedTicks }) => sum + ownTicks + waitedTicks, 0)
        const grown =
          heir === null ? 0 : (now.get(heir)?.waitedTicks ?? 0) - (before.get(heir)?.waitedTicks ?? 0)
        lost += Math.max(0, spent - grown)
      }
      before = now
      return lost + uses.reduce((sum, { ownTicks, waitedTicks }) => sum + ownTicks + waitedTicks, 0)
    },
  }
}

/** The nearest ancestor that is still there: what its descendants handed on has come to it. */
function heirOf(
  ended: ProcessUse,
  before: ReadonlyMap<number, ProcessUse>,
  now: ReadonlyMap<number, ProcessUse>,
): number | null {
  for (let parent = before.get(ended.parentPid); parent !== undefined; parent = before.get(parent.parentPid))
    if (now.get(parent.pid)?.startTicks === parent.startTicks) return parent.pid
  return null
}
