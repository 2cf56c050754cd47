import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundled } from './harness/bundled.ts'
import { columns } from './harness/columns.ts'
import { machineLine } from './harness/result.ts'

/**
 * What `recommend-scale` takes for 100, 1,000 and 10,000 workloads with 14 days of 5-minute samples each, in two threads: seconds, CPU and memory;
 * for comparison in one thread, and with looks as far apart as the samples; and a day of the HPA's looks for 1,000 workloads.
 */
interface Run {
  count: number
  threads: number
  everySeconds: number
  seconds: number
  cpuSeconds: number
  tried: number
  mostBytes: number
  hpaSeconds: number | null
}
const threads = Math.min(2, availableParallelism())
const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-benchmark-'))
try {
  const program = await bundled(fileURLToPath(new URL('scale/cluster.ts', import.meta.url)), folder)
  const run = (...given: number[]): Run =>
    JSON.parse(execFileSync(process.execPath, [program, ...given.map(String)], { encoding: 'utf8' }))
  const runs = [
    run(1000, 1, 60),
    run(1000, threads, 300),
    ...[100, 1000, 10_000].map((count) => run(count, threads, 60)),
  ]
  console.log(
    columns([
      ['workloads', 'threads', 'look every', 'seconds', 'CPU', 'CPU each', 'replays each', 'memory'],
      ...runs.map((one) => [
        String(one.count),
        String(one.threads),
        `${one.everySeconds} s`,
        one.seconds.toFixed(1),
        `${one.cpuSeconds.toFixed(1)} s`,
        `${((one.cpuSeconds * 1000) / one.count).toFixed(1)} ms`,
        (one.tried / one.count).toFixed(0),
        `${(one.mostBytes / 1e6).toFixed(0)} MB`,
      ]),
    ]),
  )
  const hpa = runs.find(({ hpaSeconds }) => hpaSeconds !== null)?.hpaSeconds ?? Number.NaN
  const all = runs.at(-1)
  const bar = (name: string, measured: number, asked: number, unit: string): string =>
    `bar ${name}: measured ${measured.toPrecision(3)} ${unit}, asked ${asked} ${unit}: ${measured < asked ? 'met' : 'missed'}`
  console.log(
    [
      '',
      bar('10,000 workloads', all?.seconds ?? Number.NaN, 60, 's'),
      bar('memory', (all?.mostBytes ?? Number.NaN) / 1e6, 1000, 'MB'),
      bar('HPA, a day every 15 s for 1,000 workloads', hpa, 5, 's'),
      machineLine(),
    ].join('\n'),
  )
} finally {
  rmSync(folder, { recursive: true })
}
