import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installed } from '../e2e/installed.ts'
import { bundled } from './harness/bundled.ts'
import { columns } from './harness/columns.ts'
import { machineLine } from './harness/result.ts'
import { startStubPrometheus } from './scale/stub-prometheus.ts'

/**
 * What `recommend-scale` takes for 100, 1,000 and 10,000 workloads with 14 days of 5-minute samples each, in two threads: seconds, CPU and memory;
 * for comparison in one thread, and with looks as far apart as the samples; a day of the HPA's looks for 1,000 workloads; and the command itself, that
 * reads them from a Prometheus, 100 in a namespace.
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
interface Command {
  workloads: number
  seconds: number
  cpuSeconds: number
  mostBytes: number
}

/** The installed command over so many namespaces. */
async function recommended(namespaces: number): Promise<Command> {
  const server = await startStubPrometheus(perNamespace)
  try {
    const names = Array.from({ length: namespaces }, (_, index) => ['--namespace', `n${index}`]).flat()
    const beganMs = performance.now()
    const child = spawn(
      process.execPath,
      [installed, 'recommend-scale', '--prometheus', server.url, ...names, '--json', '--quiet'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let [text, status, stat] = ['', '', '']
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
    const looking = setInterval(() => {
      try {
        const now = readFileSync(`/proc/${child.pid}/status`, 'utf8')
        // One that has ended and is not waited for yet has no memory.
        if (now.includes('VmHWM')) status = now
        stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      } catch {
        // It has ended.
      }
    }, 100)
    await once(child, 'close')
    clearInterval(looking)
    const ticks = stat.slice(stat.lastIndexOf(')')).split(' ')
    return {
      workloads: JSON.parse(text).data.workloads.length,
      seconds: (performance.now() - beganMs) / 1000,
      cpuSeconds: (Number(ticks[12]) + Number(ticks[13])) / 100,
      mostBytes: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024,
    }
  } finally {
    server.close()
  }
}

const perNamespace = 100
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
  const commands: Command[] = []
  for (const namespaces of [5, 10, 20]) commands.push(await recommended(namespaces))
  console.log(
    `\n${columns([
      ['read from Prometheus', 'seconds', 'CPU', 'memory'],
      ...commands.map(({ workloads, seconds, cpuSeconds, mostBytes }) => [
        `${workloads} workloads`,
        seconds.toFixed(1),
        `${cpuSeconds.toFixed(1)} s`,
        `${(mostBytes / 1e6).toFixed(0)} MB`,
      ]),
    ])}`,
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
