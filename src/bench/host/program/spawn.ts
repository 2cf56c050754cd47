import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { median } from '../../../metrics/index.ts'
import type { HostOrder } from '../orders.ts'

const places = ['/bin/true', '/usr/bin/true']

/** Seconds from the order to start the program `true` until its end is known: the median of so many. Null where there is none. */
export function measureSpawn({
  count,
}: Extract<HostOrder, { part: 'spawn' }>): Record<string, number> | null {
  const program = places.find((path) => existsSync(path))
  if (program === undefined) return null
  const seconds: number[] = []
  // The first one loads the program from the disk.
  for (let run = 0; run <= count; run++) {
    const from = performance.now()
    const { status } = spawnSync(program, { stdio: 'ignore' })
    if (status !== 0) return null
    if (run > 0) seconds.push((performance.now() - from) / 1000)
  }
  return { spawn: median(seconds) }
}
