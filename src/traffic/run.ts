import type { LoadPlan } from './plan/index.ts'
import type { GeneratorShare, SliceStamp } from './slice-stamp.ts'
import type { Course, StatusCell, Tally } from './tally/index.ts'

/** A second of a run, of all its generators. */
export interface TimelinePoint {
  /** When it ended, on the axis of the measured time; 0 and below in the warm-up. */
  atSeconds: number
  lengthSeconds: number
  sent: number
  answered: number
  ok: number
  failed: number
  bodyBytes: number
  /** At its end: sent and not answered; due and not sent. */
  inFlight: number
  waiting: number
  /** The share of it in which the busiest generator worked. */
  busy: number
  /**
   * Of what was answered in it, in microseconds: from the due moment in an open model, from the sending in a closed one. As
   * `encodeHdr` writes it, for a run has thousands of seconds.
   */
  latency: Uint8Array
  /** The same by request name, where there are several. */
  requests?: Record<string, RequestSecond>
}

/** What became of one request name in a second. */
export interface RequestSecond {
  answered: number
  ok: number
  failed: number
  /** As that of the whole second. */
  latency: Uint8Array
}

/** All that a load test measured, before anybody judges it. */
export interface LoadRun {
  plan: LoadPlan
  tally: Tally
  timeline: readonly TimelinePoint[]
  /** When the measured time began, in milliseconds since 1970. */
  startedEpochMs: number
  /** How long it lasted. */
  measuredSeconds: number
  /** Answers that came within it. */
  answeredInTime: number
  generators: number
  isInterrupted: boolean
  /** Why it ended early by itself; null where it did not. */
  stoppedBecause: string | null
  /** Where it is a part of a plan that several generators share. */
  slice?: SliceStamp
  /** Where it was joined from several generators. */
  shares?: readonly GeneratorShare[]
}

/** A histogram in text: HdrHistogram's compressed encoding V2, in base64. */
export type HdrText = string

/** What a result keeps of a run, so that runs can be joined and compared: all that was counted, nothing that was sent. */
export interface SavedRun {
  schema: 'lewis-perf/load-run/1'
  model: LoadPlan['model']
  targets: string[]
  startedEpochMs: number
  measuredSeconds: number
  answeredInTime: number
  generators: number
  receivedBytes: number
  sentBytes: number
  connections: number
  redirects?: number
  accounts: Tally['accounts']
  cells: (Pick<StatusCell, 'request' | 'target' | 'isPoll' | 'status' | 'answered' | 'ok' | 'bodyBytes'> & {
    fromSend: HdrText
    fromDue: HdrText | null
    censoredFromSend: HdrText | null
    censoredFromDue: HdrText | null
  })[]
  courses: (Omit<Course, 'times' | 'censored'> & { times: HdrText; censored: HdrText })[]
  phases: Record<string, HdrText>
  sendLag: HdrText | null
  wakeLag: HdrText | null
  slice?: SliceStamp
  timeline: (Omit<TimelinePoint, 'latency' | 'requests'> & {
    latency: HdrText
    requests?: Record<string, Omit<RequestSecond, 'latency'> & { latency: HdrText }>
  })[]
}
