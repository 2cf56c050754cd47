import type { LoadRun } from '../run.ts'
import { loadStages } from './load-stages.ts'
import { type StageSpending, stageSpending } from './stage-spending.ts'
import type { UntoldPart, WatchedTarget } from './watched-target.ts'

/** What was watched while the load ran. */
export interface WatchData {
  /** How a demand and its interval come about. */
  method: string
  targets: WatchedSpending[]
}

export interface WatchedSpending {
  name: string
  kind: WatchedTarget['kind']
  what: string
  cores: number | null
  coresBecause: string
  pressureOf: string | null
  untold: UntoldPart[]
  /** What ended or fell silent, with the second of the run in which it was noticed. */
  ends: { load: string | null; atSeconds: number; what: string }[]
  stages: StageSpending[]
  /** On the time axis of the run, a point a look; empty for a search, whose loads have an axis each. */
  timeline: { atSeconds: number; busyCores: number | null; memoryBytes: number | null }[]
}

const method =
  'Demand = CPU-seconds spent / requests answered between the first and the last look of a stage (= utilisation x cores / throughput). Its interval is 95 %: Student t on the residuals of the single looks (ratio estimator), with the step in which CPU time is counted.'

/** What each target spent in each stage of the runs: one run, or those of a search. */
export function watchData(runs: readonly LoadRun[], targets: readonly WatchedTarget[]): WatchData {
  return { method, targets: targets.map((target) => spendingOf(runs, target)) }
}

function spendingOf(runs: readonly LoadRun[], target: WatchedTarget): WatchedSpending {
  const { name, kind, what, cores, coresBecause, pressureOf, untold } = target
  const [only, second] = runs
  return {
    name,
    kind,
    what,
    cores,
    coresBecause,
    pressureOf,
    untold: [...untold],
    ends: target.ends.map((end) => ({ ...placeOf(end.epochMs, runs), what: end.what })),
    stages: runs.flatMap((run) => loadStages(run).map((stage) => stageSpending(run, target, stage))),
    timeline: only === undefined || second !== undefined ? [] : timelineOf(only, target),
  }
}

function placeOf(epochMs: number, runs: readonly LoadRun[]): { load: string | null; atSeconds: number } {
  const run = runs.findLast(({ startedEpochMs }) => startedEpochMs <= epochMs) ?? runs[0]
  if (run === undefined) return { load: null, atSeconds: 0 }
  return {
    load: runs.length === 1 ? null : (loadStages(run)[0]?.load ?? null),
    atSeconds: (epochMs - run.startedEpochMs) / 1000,
  }
}

function timelineOf(run: LoadRun, { looks }: WatchedTarget): WatchedSpending['timeline'] {
  return looks.slice(1).flatMap((look, index) => {
    const before = looks[index]
    const atSeconds = (look.epochMs - run.startedEpochMs) / 1000
    if (before === undefined || atSeconds <= 0.05) return []
    const seconds = (look.epochMs - before.epochMs) / 1000
    const isTold = look.cpuSeconds !== null && before.cpuSeconds !== null && seconds > 0
    const spent = isTold ? (look.cpuSeconds ?? 0) - (before.cpuSeconds ?? 0) : -1
    return [{ atSeconds, busyCores: spent < 0 ? null : spent / seconds, memoryBytes: look.memoryBytes }]
  })
}
