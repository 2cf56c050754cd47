import { addHistogram, decodeHdr, encodeHdr, hdrHistogram } from '../metrics/index.ts'
import { mergeRequestSeconds } from './merge-request-seconds.ts'
import type { LoadRun, TimelinePoint } from './run.ts'
import { mergeTallies } from './tally/index.ts'

/**
 * The one run that several generators of the same plan made together: counts and histograms added up, the k-th
 * seconds of all put together. `skewSeconds` is how far the begins lie apart. Needs at least one run.
 */
export function mergeRuns(runs: readonly LoadRun[]): { run: LoadRun; skewSeconds: number } {
  const [first] = runs
  if (first === undefined) throw new Error('there is no run to merge')
  const starts = runs.map(({ startedEpochMs }) => startedEpochMs)
  const reasons = runs.flatMap(({ stoppedBecause }) => stoppedBecause ?? [])
  return {
    run: {
      ...first,
      tally: mergeTallies(runs.map(({ tally }) => tally)),
      timeline: mergeTimelines(runs.map(({ timeline }) => timeline)),
      startedEpochMs: Math.min(...starts),
      measuredSeconds: Math.max(...runs.map(({ measuredSeconds }) => measuredSeconds)),
      answeredInTime: runs.reduce((sum, { answeredInTime }) => sum + answeredInTime, 0),
      generators: runs.reduce((sum, { generators }) => sum + generators, 0),
      isInterrupted: runs.some(({ isInterrupted }) => isInterrupted),
      stoppedBecause: reasons[0] ?? null,
    },
    skewSeconds: (Math.max(...starts) - Math.min(...starts)) / 1000,
  }
}

function mergeTimelines(timelines: readonly (readonly TimelinePoint[])[]): TimelinePoint[] {
  const longest = Math.max(...timelines.map(({ length }) => length))
  return Array.from({ length: longest }, (_, place) =>
    joined(timelines.flatMap((points) => points[place] ?? [])),
  )
}

function joined(points: readonly TimelinePoint[]): TimelinePoint {
  const sum = (of: (point: TimelinePoint) => number): number =>
    points.reduce((total, point) => total + of(point), 0)
  const most = (of: (point: TimelinePoint) => number): number => Math.max(...points.map(of))
  const latency = hdrHistogram()
  for (const point of points) addHistogram(latency, decodeHdr(point.latency))
  return {
    atSeconds: most(({ atSeconds }) => atSeconds),
    lengthSeconds: most(({ lengthSeconds }) => lengthSeconds),
    sent: sum(({ sent }) => sent),
    answered: sum(({ answered }) => answered),
    ok: sum(({ ok }) => ok),
    failed: sum(({ failed }) => failed),
    bodyBytes: sum(({ bodyBytes }) => bodyBytes),
    inFlight: sum(({ inFlight }) => inFlight),
    waiting: sum(({ waiting }) => waiting),
    busy: most(({ busy }) => busy),
    latency: encodeHdr(latency),
    ...mergeRequestSeconds(points),
  }
}
