import { addHistogram, decodeHdr, encodeHdr, hdrHistogram } from '../../metrics/index.ts'
import { countsOf } from '../judge/index.ts'
import { mergeRequestSeconds } from '../merge-request-seconds.ts'
import type { LoadRun, TimelinePoint } from '../run.ts'
import type { GeneratorShare } from '../slice-stamp.ts'
import { mergeTallies } from '../tally/index.ts'

/**
 * The one run that several generators made together: counts and histograms added up, the seconds of all put together.
 * `names` are those of the runs, in their order. Needs at least one run.
 */
export function mergeRuns(
  runs: readonly LoadRun[],
  names: readonly string[],
): LoadRun & { shares: GeneratorShare[] } {
  const [first] = runs
  if (first === undefined) throw new Error('there is no run to merge')
  const startedEpochMs = Math.min(...runs.map((run) => run.startedEpochMs))
  const reasons = runs.flatMap(({ stoppedBecause }) => stoppedBecause ?? [])
  const { slice: _, ...whole } = first
  return {
    ...whole,
    tally: mergeTallies(runs.map(({ tally }) => tally)),
    timeline: mergeTimelines(runs.map(({ timeline }) => timeline)),
    startedEpochMs,
    measuredSeconds: Math.max(...runs.map(({ measuredSeconds }) => measuredSeconds)),
    answeredInTime: runs.reduce((sum, { answeredInTime }) => sum + answeredInTime, 0),
    generators: runs.reduce((sum, { generators }) => sum + generators, 0),
    isInterrupted: runs.some(({ isInterrupted }) => isInterrupted),
    stoppedBecause: reasons[0] ?? null,
    shares: runs.map((run, index) => shareOf(run, names[index] ?? '', startedEpochMs)),
  }
}

function shareOf({ slice, tally, startedEpochMs }: LoadRun, name: string, firstMs: number): GeneratorShare {
  const { planned, sent } = countsOf(tally)
  const counts = { planned, sent, hasResult: true }
  if (slice === undefined)
    return {
      name,
      slice: null,
      beganAfterSeconds: (startedEpochMs - firstMs) / 1000,
      clock: null,
      ...counts,
      problem: null,
    }
  return {
    name: slice.name,
    slice: slice.index + 1,
    // Both on the same clock, so that its offset is in neither.
    beganAfterSeconds: (slice.beganEpochMs - slice.startEpochMs) / 1000,
    clock: slice.clock,
    ...counts,
    problem: slice.endedEarly,
  }
}

/** How far the begins of generators lie apart, in seconds; null for fewer than two. */
export function startSkewSeconds(shares: readonly GeneratorShare[]): number | null {
  const begins = shares.flatMap(({ beganAfterSeconds }) => beganAfterSeconds ?? [])
  return begins.length < 2 ? null : Math.max(...begins) - Math.min(...begins)
}

/** The seconds that lie closest together are one; who came late has none of the first. */
function mergeTimelines(timelines: readonly (readonly TimelinePoint[])[]): TimelinePoint[] {
  const begins = timelines.flatMap(([point]) => point?.atSeconds ?? [])
  const earliest = Math.min(...begins)
  const shifted = timelines.map((points) => ({
    points,
    shift: points[0] === undefined ? 0 : Math.round(points[0].atSeconds - earliest),
  }))
  const longest = Math.max(...shifted.map(({ points, shift }) => points.length + shift))
  return Array.from({ length: longest }, (_, place) =>
    shifted.flatMap(({ points, shift }) => points[place - shift] ?? []),
  ).flatMap((points) => (points.length === 0 ? [] : [joined(points)]))
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
