import { encodeHdr, hdrHistogram } from '../../../src/metrics/index.ts'
import { type LoadRun, newTally, type WatchedTarget } from '../../../src/traffic/index.ts'
import { planTo } from '../../load/planned.ts'

const startedEpochMs = 1_700_000_000_000

/** An open run in which every request was answered at once; no more of it than what is watched needs. */
export function runOf(stages: readonly { rate: number; seconds: number }[]): LoadRun {
  const latency = encodeHdr(hdrHistogram())
  const seconds = stages.flatMap(({ rate, seconds: length }) => Array.from({ length }, () => rate))
  return {
    plan: planTo('http://127.0.0.1:1', {
      kind: 'open',
      process: 'uniform',
      stages: stages.map(({ rate, seconds: length }) => ({
        fromRate: rate,
        toRate: rate,
        seconds: length,
      })),
    }),
    tally: newTally(true),
    timeline: seconds.map((rate, index) => ({
      atSeconds: index + 1,
      lengthSeconds: 1,
      sent: rate,
      answered: rate,
      ok: rate,
      failed: 0,
      bodyBytes: 0,
      inFlight: 0,
      waiting: 0,
      busy: 0,
      latency,
    })),
    startedEpochMs,
    measuredSeconds: seconds.length,
    answeredInTime: seconds.reduce((sum, rate) => sum + rate, 0),
    generators: 1,
    isInterrupted: false,
    stoppedBecause: null,
  }
}

/** A target of two cores that was looked at each second of `run`; `spent` gives its CPU-seconds from what was answered until then. */
export function looksAt(
  run: LoadRun,
  spent: (answered: number, second: number) => number | null,
  { shiftSeconds = 0, untilSecond = Number.POSITIVE_INFINITY } = {},
): WatchedTarget {
  const answeredAt = (seconds: number): number =>
    run.timeline.reduce(
      (sum, { atSeconds, answered }) => sum + answered * Math.min(1, Math.max(0, seconds - atSeconds + 1)),
      0,
    )
  const seconds = Array.from({ length: run.timeline.length + 1 }, (_, index) => index + shiftSeconds)
  return {
    name: '7',
    kind: 'process',
    what: 'process 7 (app)',
    cores: 2,
    coresBecause: 'affinity',
    cpuStepSeconds: 0,
    pressureOf: null,
    looks: seconds
      .filter((second) => second <= untilSecond)
      .map((second) => ({
        epochMs: startedEpochMs + second * 1000,
        cpuSeconds: spent(answeredAt(second), second),
        memoryBytes: null,
        readBytes: null,
        writtenBytes: null,
        stalledSeconds: { cpu: null, memory: null, io: null },
      })),
    untold: [],
    ends: [],
  }
}
