import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from './harness/bundled.ts'
import { columns } from './harness/columns.ts'
import { machineLine } from './harness/result.ts'

/**
 * Joint plans of 100, 1,000 and 10,000 workloads with 14 days of 5-minute samples each, on one core: seconds and memory; and a day of the HPA's
 * looks for 1,000 workloads. Asked: 10,000 under 60 s and 1 GB on two cores, the HPA under 5 s.
 */
const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
try {
  const program = await bundled(fileURLToPath(new URL('scale/cluster.ts', import.meta.url)), folder)
  const runs = [100, 1000, 10_000].map((count) => {
    const text = execFileSync(process.execPath, [program, String(count)], { encoding: 'utf8' })
    return JSON.parse(text) as {
      count: number
      seconds: number
      tried: number
      mostBytes: number
      hpaSeconds: number | null
    }
  })
  console.log(
    columns([
      ['workloads', 'seconds', 'ms each', 'replays', 'memory'],
      ...runs.map(({ count, seconds, tried, mostBytes }) => [
        String(count),
        seconds.toFixed(1),
        ((seconds * 1000) / count).toFixed(1),
        String(tried),
        `${(mostBytes / 1e6).toFixed(0)} MB`,
      ]),
    ]),
  )
  const hpa = runs.find(({ hpaSeconds }) => hpaSeconds !== null)?.hpaSeconds
  console.log(`\nHPA, a day every 15 s for 1,000 workloads: ${hpa?.toFixed(2)} s\n${machineLine()}`)
} finally {
  rmSync(folder, { recursive: true })
}
