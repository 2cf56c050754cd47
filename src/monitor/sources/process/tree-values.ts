import { seriesKey } from '../../../core/index.ts'
import type { ProcessUse } from '../../../probes/index.ts'
import { growth, growthPerSecond } from '../growth.ts'

/** A tree of processes at one moment. */
export interface TreeLook {
  /** On a clock that never steps. */
  atSeconds: number
  uses: readonly ProcessUse[]
  /** In hundredths of a second, as `treeTotal` counts it. */
  totalTicks: number
}

/** The series of the tree called `name`, with rates since `before`; null where there is no look before. */
export function treeValues(
  name: string,
  before: TreeLook | null,
  now: TreeLook,
): Record<string, number | null> {
  const seconds = before === null ? 0 : now.atSeconds - before.atSeconds
  const ticks = growthPerSecond(before?.totalTicks, now.totalTicks, seconds)
  const bytes = (of: (use: ProcessUse) => number | null): number | null =>
    before === null || !(seconds > 0) ? null : perSecond(grownBytes(before.uses, now.uses, of), seconds)
  const key = (series: string): string => seriesKey(series, { name })
  return {
    [key('process.cpu')]: ticks === null ? null : ticks / 100,
    // One that just ended and was not waited for has none.
    [key('process.memory')]: now.uses.reduce((sum, { residentBytes }) => sum + (residentBytes ?? 0), 0),
    [key('process.read')]: bytes(({ readBytes }) => readBytes),
    [key('process.written')]: bytes(({ writtenBytes }) => writtenBytes),
    [key('process.count')]: now.uses.length,
  }
}

function perSecond(grown: number | null, seconds: number): number | null {
  return grown === null ? null : grown / seconds
}

/** What all of them together moved since; null where one may not be seen. What one did before it ended is not known. */
function grownBytes(
  before: readonly ProcessUse[],
  now: readonly ProcessUse[],
  of: (use: ProcessUse) => number | null,
): number | null {
  const known = new Map(before.map((use) => [use.pid, use]))
  return now.reduce<number | null>((sum, use) => {
    const to = of(use)
    const last = known.get(use.pid)
    const from = last?.startTicks === use.startTicks ? of(last) : 0
    if (sum === null || to === null || from === null) return null
    // Bytes that were written and thrown away before they reached a disk are taken off.
    return sum + (growth(from, to) ?? 0)
  }, 0)
}
