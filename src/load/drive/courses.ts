import { recordValue } from '../../metrics/index.ts'
import { type Course, newCourse, noteKind, type Tally } from '../../traffic/index.ts'
import { nowMs } from '../transport/index.ts'

/** One job or journey under way. */
export interface UnderWay {
  completed(endMs: number): void
  failed(kind: string, example: string): void
  /** Given up after so long: the true time is longer. */
  timedOut(): void
  /** The run ended before it did. */
  unfinished(): void
}

/** The courses of a tally. */
export interface Courses {
  begin(course: Course | null, beganMs: number): UnderWay
  of(kind: Course['kind'], name: string, resolutionSeconds: number): Course
  /** What is completed from now on is late. */
  closeTime(): void
}

/** What is not counted: that of the warm-up. */
const uncounted: UnderWay = { completed() {}, failed() {}, timedOut() {}, unfinished() {} }

export function coursesIn(tally: Tally): Courses {
  return {
    of(kind, name, resolutionSeconds) {
      const known = tally.courses.find((one) => one.kind === kind && one.name === name)
      if (known !== undefined) return known
      const course = newCourse(kind, name, resolutionSeconds)
      tally.courses.push(course)
      return course
    },
    begin(course, beganMs) {
      if (course === null) return uncounted
      course.begun++
      return {
        completed(endMs) {
          course.completed++
          recordValue(course.times, usSince(beganMs, endMs))
        },
        failed(kind, example) {
          noteKind(course.failed, kind, example)
        },
        timedOut() {
          noteKind(course.failed, 'timed-out', 'it was not done in time')
          recordValue(course.censored, usSince(beganMs, nowMs()))
        },
        unfinished() {
          course.unfinished++
          recordValue(course.censored, usSince(beganMs, nowMs()))
        },
      }
    },
    closeTime() {
      for (const course of tally.courses) course.completedInTime = course.completed
    },
  }
}

function usSince(fromMs: number, toMs: number): number {
  return Math.max(0, Math.round((toMs - fromMs) * 1000))
}
