import type { ClosedModel, LoadPlan, Slice } from '../../traffic/index.ts'
import { nowMs } from '../transport/index.ts'
import type { Driver } from './driver.ts'
import type { TurnOwner, Turns } from './turns.ts'

/**
 * Keeps a number of users busy from now on: each has a turn, waits for what becomes of it, thinks, and goes on, until `endMs` or until
 * all turns are out. What is begun before `measuredMs` is warm-up. `onDone` is told when the last of a number of turns is settled, and
 * when nothing is left to do for anybody.
 */
export function driveClosed(
  plan: LoadPlan & { model: ClosedModel },
  turns: Turns,
  { measuredMs, endMs, slice, onDone }: { measuredMs: number; endMs: number; slice: Slice; onDone(): void },
): Driver {
  const { users, requests, thinkSeconds } = plan.model
  const thinking = new Set<NodeJS.Timeout>()
  let begun = 0
  let measured = 0
  let settled = 0
  let isStopped = false
  /** Users for whom nothing is left to do. */
  let resting = 0
  const most = requests === null ? Number.POSITIVE_INFINITY : shareOf(requests, slice)

  const owner: TurnOwner = {
    settled({ isMeasured }) {
      if (isMeasured) settled++
      if (settled >= most) {
        onDone()
        return
      }
      if (thinkSeconds === 0) {
        goOn()
        return
      }
      const timer = setTimeout(() => {
        thinking.delete(timer)
        goOn()
      }, thinkSeconds * 1000)
      thinking.add(timer)
    },
    // Another target is loaded in its place.
    notSent({ isMeasured }) {
      if (isMeasured) measured--
      goOn()
    },
  }

  const count = shareOf(users, slice)
  for (let user = 0; user < count; user++) goOn()
  if (count === 0) onDone()
  return {
    stop() {
      isStopped = true
      for (const timer of thinking) clearTimeout(timer)
    },
    isDone: () => settled >= most,
    spunMs: () => 0,
  }

  function goOn(): void {
    const now = nowMs()
    if (isStopped || now >= endMs || measured >= most) return
    const number = slice.index + slice.of * begun++
    const isMeasured = now >= measuredMs
    if (isMeasured) measured++
    if (turns.begin({ number, isMeasured, dueMs: null, owner }, now)) return
    resting++
    if (isMeasured) settled++
    if (resting === count) onDone()
  }
}

/** The part of `total` that a slice has. */
function shareOf(total: number, { index, of }: Slice): number {
  return Math.floor(total / of) + (index < total % of ? 1 : 0)
}
