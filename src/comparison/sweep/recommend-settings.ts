import { type Finding, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { betterPool, type PoolChoice } from './better-pool.ts'
import { type ChosenLevel, smallestBest } from './smallest-best.ts'
import type { Sweep } from './sweep.ts'
import { levelInWords, throughputOf } from './sweep-words.ts'

/** The settings of the guide's optimiser that the sweeps of one benchmark answer; null where they do not. */
export interface SweepSettings {
  /** The benchmark: `suite > case` */
  name: string
  /** Operations in flight on one event loop. */
  maxConcurrentScans: number | null
  /** Workers in the pool. */
  maxWorkers: number | null
  pool: 'thread' | 'process' | null
}

/** The same with the sweeps that they rest on. */
export interface SweepAnswer {
  settings: SweepSettings
  loop: { sweep: Sweep; level: ChosenLevel } | null
  workers: { sweep: Sweep; level: ChosenLevel } | null
  pool: PoolChoice | null
}

/**
 * What the sweeps of one benchmark recommend: the smallest level that does as much as the best; of two pools the one that does
 * more at the same number of workers, and its number.
 */
export function recommendSettings(name: string, sweeps: readonly Sweep[]): SweepAnswer {
  const of = (kind: Sweep['kind']) =>
    sweeps.find((sweep) => sweep.name === name && sweep.kind === kind && sweep.points.length > 0)
  const threads = of('threads')
  const processes = of('processes')
  const pool = threads !== undefined && processes !== undefined ? betterPool(threads, processes) : null
  const loop = chosenOf(of('event-loop'))
  const workers = chosenOf(pool?.pool === 'process' ? processes : (threads ?? processes))
  return {
    settings: {
      name,
      maxConcurrentScans: loop?.level.chosen.concurrency ?? null,
      maxWorkers: workers?.level.chosen.concurrency ?? null,
      pool: pool?.pool ?? null,
    },
    loop,
    workers,
    pool,
  }
}

/** A finding for each setting, with the reason in numbers. */
export function settingFindings(answer: SweepAnswer, effectiveCores: number): Finding[] {
  const { loop, workers, pool, settings } = answer
  return [
    ...(loop === null ? [] : [levelFinding('max_concurrent_scans', settings.name, loop, effectiveCores)]),
    ...(workers === null ? [] : [levelFinding('max_workers', settings.name, workers, effectiveCores)]),
    ...(pool === null ? [] : [poolFinding(settings.name, pool, isBusy(workers?.level, effectiveCores))]),
  ]
}

function chosenOf(sweep: Sweep | undefined): { sweep: Sweep; level: ChosenLevel } | null {
  const level = sweep === undefined ? null : smallestBest(sweep.points)
  return sweep === undefined || level === null ? null : { sweep, level }
}

function levelFinding(
  setting: string,
  name: string,
  { sweep, level }: { sweep: Sweep; level: ChosenLevel },
  effectiveCores: number,
): Finding {
  const { chosen, best } = level
  const [smallest = chosen] = sweep.points
  return {
    id: setting.replaceAll('_', '-'),
    instance: name,
    title: `${setting}: ${formatQuantity(chosen.concurrency)}`,
    status: 'info',
    because: `${reasonOf(sweep, level)}; ${formatQuantity(chosen.coresUsed, 'cores')} of ${formatQuantity(effectiveCores)} were busy.`,
    evidence: {
      chosen: quantity(chosen.concurrency, 'count'),
      throughput: throughputOf(chosen),
      best: quantity(best.concurrency, 'count'),
      bestThroughput: throughputOf(best),
      smallestThroughput: throughputOf(smallest),
      latencyP99: quantity(chosen.latencyP99Seconds, 'seconds'),
      coresUsed: quantity(chosen.coresUsed, 'cores'),
      effectiveCores: quantity(effectiveCores, 'cores'),
    },
    advice: [{ text: `Set performance.${setting} to ${chosen.concurrency} for work like ${name}.` }],
  }
}

function reasonOf({ kind, points }: Sweep, { chosen, best }: ChosenLevel): string {
  const [smallest = chosen] = points
  const words = (level: number): string => levelInWords(kind, level)
  const reached = `${words(chosen.concurrency)} did ${formatQuantity(throughputOf(chosen))}`
  const than =
    chosen === smallest
      ? ''
      : `, ${formatQuantity(Number(chosen.speedup.toPrecision(3)))} times what ${words(smallest.concurrency)} did`
  if (points.length === 1) return `${reached}; no other level was measured`
  const largest = points.at(-1) ?? chosen
  if (chosen !== best)
    return `${reached}${than}; ${words(best.concurrency)} did ${formatQuantity(throughputOf(best))}, which is no more as far as the rounds can tell`
  if (chosen === largest) return `${reached}${than}; no smaller level did as much`
  const next = points[points.indexOf(chosen) + 1] ?? largest
  return `${reached}${than}; ${words(next.concurrency)} did no more (${formatQuantity(throughputOf(next))})`
}

/** Work that mostly computes: each worker keeps half a core busy, as far as there are cores. */
function isBusy(level: ChosenLevel | undefined, effectiveCores: number): boolean {
  if (level === undefined) return false
  const { coresUsed, concurrency } = level.chosen
  return coresUsed > Math.min(concurrency, effectiveCores) / 2
}

function poolFinding(name: string, choice: PoolChoice, isBusy: boolean): Finding {
  const { pool, concurrency, ratio, isDecided } = choice
  const share = `${formatQuantity(ratio.median, 'ratio')} (${formatQuantity(ratio.low, 'ratio')} to ${formatQuantity(ratio.high, 'ratio')})`
  const compared = `With ${formatQuantity(concurrency)} of each, threads did ${share} of what processes did`
  return {
    id: 'pool-kind',
    instance: name,
    title: `Pool: ${pool === 'thread' ? 'threads' : 'processes'}`,
    status: 'info',
    because: isDecided
      ? `${compared}.`
      : `${compared}, which is no difference that the rounds can tell; threads take less memory.`,
    evidence: {
      workers: quantity(concurrency, 'count'),
      threadsToProcesses: {
        ...quantity(ratio.median, 'ratio'),
        low: ratio.low,
        high: ratio.high,
        confidence: ratio.confidence,
      },
    },
    advice: [
      {
        text:
          pool === 'thread' && isBusy
            ? 'Use a thread pool in Node, where every thread has an engine of its own. Python threads share one lock: there, give such work to a process pool.'
            : `Use a ${pool} pool for work like ${name}.`,
      },
    ],
  }
}
