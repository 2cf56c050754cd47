import { OperatorError } from '../../core/index.ts'
import type { HdrHistogram } from '../../metrics/index.ts'
import {
  type HdrText,
  type LoadPlan,
  type LoadRun,
  type Phase,
  phases,
  type RequestSecond,
  type SavedRun,
  type TimelinePoint,
} from '../../traffic/index.ts'
import { hdrFromText, hdrPayload, hdrText } from './hdr-text.ts'

/** What a result keeps of a run. */
export function savedRun({ plan, tally, timeline, ...run }: LoadRun): SavedRun {
  return {
    schema: 'lewis-perf/load-run/1',
    model: plan.model,
    targets: plan.targets.map(({ name }) => name),
    startedEpochMs: run.startedEpochMs,
    measuredSeconds: run.measuredSeconds,
    answeredInTime: run.answeredInTime,
    generators: run.generators,
    receivedBytes: tally.receivedBytes,
    sentBytes: tally.sentBytes,
    connections: tally.connections,
    redirects: tally.redirects,
    accounts: tally.accounts,
    cells: tally.cells.map(({ fromSend, fromDue, censoredFromSend, censoredFromDue, ...cell }) => ({
      ...cell,
      fromSend: hdrText(fromSend),
      fromDue: textOf(fromDue),
      censoredFromSend: textOf(censoredFromSend),
      censoredFromDue: textOf(censoredFromDue),
    })),
    courses: tally.courses.map(({ times, censored, ...course }) => ({
      ...course,
      times: hdrText(times),
      censored: hdrText(censored),
    })),
    phases: Object.fromEntries(
      phases.flatMap((phase) => {
        const histogram = tally.phases[phase]
        return histogram === undefined ? [] : [[phase, hdrText(histogram)]]
      }),
    ),
    ...(run.slice === undefined ? {} : { slice: run.slice }),
    sendLag: textOf(tally.sendLag),
    wakeLag: textOf(tally.wakeLag),
    timeline: timeline.map(savedPoint),
  }
}

function savedPoint({ latency, requests, ...point }: TimelinePoint): SavedRun['timeline'][number] {
  return {
    ...point,
    latency: hdrText(latency),
    ...(requests === undefined ? {} : { requests: eachLatency(requests, hdrText) }),
  }
}

function pointFrom({ latency, requests, ...point }: SavedRun['timeline'][number]): TimelinePoint {
  return {
    ...point,
    latency: hdrPayload(latency),
    ...(requests === undefined ? {} : { requests: eachLatency(requests, hdrPayload) }),
  }
}

function eachLatency<From, To>(
  requests: Readonly<Record<string, Omit<RequestSecond, 'latency'> & { latency: From }>>,
  turn: (latency: From) => To,
): Record<string, Omit<RequestSecond, 'latency'> & { latency: To }> {
  return Object.fromEntries(
    Object.entries(requests).map(([name, one]) => [name, { ...one, latency: turn(one.latency) }]),
  )
}

function textOf(histogram: HdrHistogram | null): HdrText | null {
  return histogram === null ? null : hdrText(histogram)
}

/**
 * The run that a result kept, read from a file. Throws OperatorError (exit 2) where it is damaged, and as `fromSaved` does.
 */
export function runFromSaved(saved: SavedRun): LoadRun {
  try {
    return fromSaved(saved)
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw new OperatorError({
      sentence: 'The run in the file is damaged: a part of it is missing.',
      hint: 'Give the JSON of a loadtest as it was written.',
      cause,
    })
  }
}

/** Of its plan only what a result is made from. Throws OperatorError (exit 2) on another version or damaged histograms. */
function fromSaved(saved: SavedRun): LoadRun {
  if (saved.schema !== 'lewis-perf/load-run/1')
    throw new OperatorError({
      sentence: `The run in the file is of the kind ${String(saved.schema)}, and lewis-perf/load-run/1 is needed.`,
      hint: 'Give the JSON of a loadtest of this version.',
    })
  return {
    plan: planFrom(saved),
    tally: {
      isOpen: saved.model.kind === 'open',
      accounts: saved.accounts,
      cells: saved.cells.map((cell) => ({
        ...cell,
        fromSend: hdrFromText(cell.fromSend),
        fromDue: histogramOf(cell.fromDue),
        censoredFromSend: histogramOf(cell.censoredFromSend),
        censoredFromDue: histogramOf(cell.censoredFromDue),
      })),
      courses: saved.courses.map((course) => ({
        ...course,
        times: hdrFromText(course.times),
        censored: hdrFromText(course.censored),
      })),
      phases: Object.fromEntries(
        Object.entries(saved.phases).map(([phase, text]) => [phase as Phase, hdrFromText(text)]),
      ),
      sendLag: histogramOf(saved.sendLag),
      wakeLag: histogramOf(saved.wakeLag),
      receivedBytes: saved.receivedBytes,
      sentBytes: saved.sentBytes,
      connections: saved.connections,
      redirects: saved.redirects ?? 0,
    },
    timeline: saved.timeline.map(pointFrom),
    startedEpochMs: saved.startedEpochMs,
    measuredSeconds: saved.measuredSeconds,
    answeredInTime: saved.answeredInTime,
    generators: saved.generators,
    isInterrupted: false,
    stoppedBecause: null,
    ...(saved.slice === undefined ? {} : { slice: saved.slice }),
  }
}

function histogramOf(text: HdrText | null): HdrHistogram | null {
  return text === null ? null : hdrFromText(text)
}

function planFrom({ model, targets, generators }: SavedRun): LoadPlan {
  return {
    model,
    targets: targets.map((name) => ({
      name,
      protocol: name.startsWith('https:') ? 'https:' : 'http:',
      host: '',
      port: 0,
      socketPath: null,
      weight: 1,
    })),
    balance: 'round-robin',
    health: null,
    requests: [],
    scenario: null,
    protocol: 'http1',
    connections: generators,
    keepAlive: true,
    tls: { ca: null, certificate: null, key: null, serverName: null, verifies: true },
    timeoutSeconds: 0,
    drainSeconds: 0,
    warmupSeconds: 0,
    seed: 0,
  }
}
