import { connect } from 'node:net'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { median } from '../../benchmarks/harness/ratios.ts'
import { startGroundTruth, type Truth, type TruthLog } from '../../servers/ground-truth/index.ts'

/**
 * What loopback and two event loops cost a request, in milliseconds: a bare socket asks a server of the same kind, meanwhile, and the
 * difference between what it sees and what the server logs is taken at the median. As often as the load that it is compared with, for a
 * machine that rests in between takes longer to wake: a tenth of a millisecond and more.
 */
export async function loopbackCostMs(kind: Truth, seconds: number, everyMs: number): Promise<number> {
  const server = await startGroundTruth(kind)
  try {
    const { port } = new URL(server.url)
    const socket = connect(Number(port), '127.0.0.1').setNoDelay(true)
    const seen: number[] = []
    const endMs = performance.now() + seconds * 1000
    while (performance.now() < endMs || seen.length < 10) {
      const from = performance.now()
      await new Promise<void>((resolve, reject) => {
        socket.once('data', () => resolve())
        socket.once('error', reject)
        socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
      })
      seen.push(performance.now() - from)
      socket.removeAllListeners('error')
      await pause(Math.max(0, everyMs - (performance.now() - from)))
    }
    socket.destroy()
    return median(seen) - median(servicesMs(await server.log()))
  } finally {
    await server.stop()
  }
}

/** How long the server took for each that it answered. */
export function servicesMs({ arrivedMs, answeredMs }: TruthLog): number[] {
  return answeredMs.flatMap((end, index) => (end === null ? [] : [end - (arrivedMs[index] ?? Number.NaN)]))
}

/** Whether the machine is calm: its load, and how long a bare spin of a second was kept from running. */
export function calmness(): { load: number; jitterP99Us: number; worstMs: number; isCalm: boolean } {
  // Counted by the microsecond: a list of millions would itself be what keeps the spin from running.
  const counts = new Uint32Array(100_001)
  const last = counts.length - 1
  const endMs = performance.now() + 1000
  for (let before = performance.now(), now = before; now < endMs; before = now) {
    now = performance.now()
    const us = Math.min(last, Math.ceil((now - before) * 1000))
    counts[us] = (counts[us] ?? 0) + 1
  }
  const [load = 0] = loadavg()
  const worstMs = counts.findLastIndex((count) => count > 0) / 1000
  return { load, jitterP99Us: quantileOf(counts, 0.99), worstMs, isCalm: load < 0.5 && worstMs < 5 }
}

function quantileOf(counts: Uint32Array, q: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let seen = 0
  return counts.findIndex((count) => {
    seen += count
    return seen >= q * total
  })
}
