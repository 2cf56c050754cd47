import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { runChild } from './children.ts'
import { withFolder } from './own-tool.ts'
import { rankedQuantile } from './truth.ts'

/** Who is judged. */
export type ToolName = 'lewis-perf' | RivalName
export type RivalName = (typeof rivals)[number]
export const rivals = ['autocannon', 'wrk', 'h2load', 'hey'] as const

/** What each tool is asked for, as nearly as its options allow. */
export interface Load {
  url: string
  ratePerSecond: number
  seconds: number
  timeoutSeconds: number
  /** Of tools that pace each connection on its own. The rate is a multiple of it. */
  connections: number
  /** Of wrk, which has no rate: as many as the load keeps busy. */
  busyConnections: number
}

/** What a rival says. */
export interface RivalReport {
  /** Milliseconds at a quantile; null where it does not say. */
  quantiles: Record<string, number | null>
  /** Whole answers. */
  answered: number
  /** Answers and errors: all that it knows to have sent. */
  accounted: number
}

/** The quantiles that are compared. */
export const compared = { p50: 0.5, p80: 0.8, p99: 0.99 } as const

/** Runs one. Throws where it gives no result. */
export async function runRival(rival: RivalName, load: Load): Promise<RivalReport> {
  const { url, seconds, connections, ratePerSecond, timeoutSeconds } = load
  const many = String(connections)
  const each = String(ratePerSecond / connections)
  switch (rival) {
    case 'autocannon': {
      const program = createRequire(import.meta.url).resolve('autocannon')
      const args = ['-c', many, '-R', String(ratePerSecond), '-d', String(seconds)]
      const { output } = await runChild(process.execPath, [
        ...[program, ...args, '-t', String(timeoutSeconds), '-j', '-n', url],
      ])
      return autocannonReport(output)
    }
    case 'wrk': {
      const script = fileURLToPath(new URL('percentiles.lua', import.meta.url))
      const few = String(load.busyConnections)
      const args = ['-t1', `-c${few}`, `-d${seconds}s`, '--timeout', `${timeoutSeconds}s`, '-s', script, url]
      return wrkReport((await runChild('wrk', args)).output)
    }
    case 'h2load':
      return withFolder(async (folder) => {
        const log = `${folder}/log`
        const args = ['--h1', '-t1', `-c${many}`, `--rps=${each}`, '-D', String(seconds), `--log-file=${log}`]
        const { output } = await runChild('h2load', [...args, url])
        return h2loadReport(output, readFileSync(log, 'utf8'))
      })
    case 'hey': {
      const args = ['-c', many, '-q', each, '-z', `${seconds}s`, '-t', String(timeoutSeconds), url]
      return heyReport((await runChild('hey', args)).output)
    }
  }
}

interface AutocannonResult {
  '2xx': number
  errors: number
  statusCodeStats: Record<string, { count: number }>
  latency: Record<string, number>
}

/** Its JSON. It says p50 and p99 and nothing at 80 %. */
export function autocannonReport(text: string): RivalReport {
  const { errors, statusCodeStats, latency } = JSON.parse(text) as AutocannonResult
  const answered = Object.values(statusCodeStats).reduce((sum, { count }) => sum + count, 0)
  return {
    quantiles: { p50: latency['p50'] ?? null, p80: null, p99: latency['p99'] ?? null },
    answered,
    accounted: answered + errors,
  }
}

/** What percentiles.lua prints. */
export function wrkReport(text: string): RivalReport {
  const line = /^said (.*)$/m.exec(text)?.[1]
  if (line === undefined) throw new Error(`wrk gave no result: ${text.slice(0, 300)}`)
  const [p50 = Number.NaN, p80 = Number.NaN, p99 = Number.NaN, answered = Number.NaN, failed = Number.NaN] =
    line.split(' ').map(Number)
  return {
    quantiles: { p50: p50 / 1000, p80: p80 / 1000, p99: p99 / 1000 },
    answered,
    accounted: answered + failed,
  }
}

/** It prints no quantile: those of its own log are taken, which has the microseconds of each request in its third column. */
export function h2loadReport(text: string, log: string): RivalReport {
  const [, done, succeeded] = /(\d+) done, (\d+) succeeded/.exec(text) ?? []
  if (done === undefined) throw new Error(`h2load gave no result: ${text.slice(0, 300)}`)
  const times = log
    .split('\n')
    .map((line) => line.split('\t'))
    .flatMap(([, status, us]) => (us === undefined || status === '-1' ? [] : [Number(us) / 1000]))
  return {
    quantiles: Object.fromEntries(
      Object.entries(compared).map(([name, q]) => [
        name,
        times.length === 0 ? null : rankedQuantile(times, q),
      ]),
    ),
    answered: Number(succeeded) + failedOf(text),
    accounted: Number(done),
  }
}

/** Answers with a status of 4xx or 5xx count as failed with it, and are answers. */
function failedOf(text: string): number {
  const [, refused = 0, broken = 0] = /(\d+) 4xx, (\d+) 5xx/.exec(text) ?? []
  return Number(refused) + Number(broken)
}

/** Its summary, which says nothing at 80 %. */
export function heyReport(text: string): RivalReport {
  const at = (percent: number): number | null => {
    const seconds = new RegExp(`^\\s*${percent}%+ in ([\\d.]+) secs`, 'm').exec(text)?.[1]
    return seconds === undefined ? null : Math.round(Number(seconds) * 1e6) / 1000
  }
  const answered = total(text, /^\s*\[\d+\]\s+(\d+) responses$/gm)
  const errors = total(text.split('Error distribution:')[1] ?? '', /^\s*\[(\d+)\]/gm)
  return { quantiles: { p50: at(50), p80: null, p99: at(99) }, answered, accounted: answered + errors }
}

function total(text: string, counts: RegExp): number {
  return [...text.matchAll(counts)].reduce((sum, [, count]) => sum + Number(count), 0)
}
