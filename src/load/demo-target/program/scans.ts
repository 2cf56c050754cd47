import type { Random } from '../../../core/index.ts'
import type { DemoSettings } from '../../../traffic/index.ts'
import { drawnTimes } from './durations.ts'
import { newStation } from './station.ts'

export type ScanState = 'queued' | 'running' | 'completed' | 'failed'

/** A scan as it stands. */
export interface Scan {
  id: string
  kind: string
  target: string
  state: ScanState
  createdMs: number
  startedMs: number | null
  endedMs: number | null
  /** What it will take, once it runs. */
  milliseconds: number
}

/** The scans that were ordered, of which so many run at once. */
export interface Scans {
  order(kind: string, target: string): Scan
  find(id: string): Scan | undefined
  /** Newest first. */
  page(number: number, limit: number): Scan[]
  count(state?: ScanState): number
}

/** Older ones are forgotten, so that no load fills the memory. */
const mostKept = 20_000

export function newScans(
  { scanSeconds, spread, slots, failedScanShare }: DemoSettings,
  random: Random,
  nowMs: () => number,
): Scans {
  const draw = drawnTimes(scanSeconds * 1000, spread, random)
  const byId = new Map<string, Scan>()
  const counts: Record<ScanState, number> = { queued: 0, running: 0, completed: 0, failed: 0 }
  const station = newStation(slots)
  let number = 0
  return {
    order(kind, target) {
      const id = idOf(++number)
      const milliseconds = draw()
      const scan: Scan = {
        ...{ id, kind, target, milliseconds },
        ...{ state: 'queued', createdMs: nowMs(), startedMs: null, endedMs: null },
      }
      byId.set(id, scan)
      byId.delete(idOf(number - mostKept))
      counts.queued++
      const fails = random.next() < failedScanShare
      station.enter({
        milliseconds,
        begin() {
          become(scan, 'running')
          scan.startedMs = nowMs()
        },
        done() {
          become(scan, fails ? 'failed' : 'completed')
          scan.endedMs = nowMs()
        },
      })
      return scan
    },
    find: (id) => byId.get(id),
    page(page, limit) {
      const newest = number - (page - 1) * limit
      return Array.from({ length: limit }, (_, place) => byId.get(idOf(newest - place)) ?? []).flat()
    },
    count: (state) => (state === undefined ? number : counts[state]),
  }

  function become(scan: Scan, state: ScanState): void {
    counts[scan.state]--
    counts[state]++
    scan.state = state
  }
}

function idOf(number: number): string {
  return `scan-${String(number).padStart(8, '0')}`
}
