import { type HdrHistogram, hdrHistogram } from '../../metrics/index.ts'
import type { Kind } from './kind.ts'

/** Jobs that requests began, or journeys of several requests. begun = completed + failed + unfinished. */
export interface Course {
  kind: 'job' | 'journey'
  name: string
  begun: number
  completed: number
  /** Within the measured time. */
  completedInTime: number
  /** By kind. */
  failed: Record<string, Kind>
  /** Under way when the run stopped waiting. */
  unfinished: number
  /** The end is seen up to so much after it: the interval of polls. */
  resolutionSeconds: number
  /** Microseconds from begin to end; and what was given up after so long, or was unfinished. */
  times: HdrHistogram
  censored: HdrHistogram
}

/** A week in microseconds: jobs take longer than requests. */
const aWeekUs = 604_800_000_000

export function newCourse(kind: Course['kind'], name: string, resolutionSeconds: number): Course {
  return {
    kind,
    name,
    begun: 0,
    completed: 0,
    completedInTime: 0,
    failed: {},
    unfinished: 0,
    resolutionSeconds,
    times: hdrHistogram({ highest: aWeekUs }),
    censored: hdrHistogram({ highest: aWeekUs }),
  }
}
