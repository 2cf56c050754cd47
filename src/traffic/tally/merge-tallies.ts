import { addHistogram, type HdrHistogram, hdrHistogram } from '../../metrics/index.ts'
import { type Course, newCourse } from './course.ts'
import { mergeKinds } from './kind.ts'
import { type Account, newAccount, newCell, newTally, phases, type StatusCell, type Tally } from './tally.ts'

/** The sum of tallies, bucket by bucket and kind by kind; none of them is changed. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const merged = newTally(tallies.some(({ isOpen }) => isOpen))
  for (const tally of tallies) {
    for (const account of tally.accounts) mergeAccount(merged, account)
    for (const cell of tally.cells) mergeCell(merged, cell)
    for (const course of tally.courses) mergeCourse(merged, course)
    for (const phase of phases) {
      const sum = sumOf(merged.phases[phase], tally.phases[phase])
      if (sum !== null) merged.phases[phase] = sum
    }
    merged.sendLag = sumOf(merged.sendLag, tally.sendLag)
    merged.wakeLag = sumOf(merged.wakeLag, tally.wakeLag)
    merged.receivedBytes += tally.receivedBytes
    merged.sentBytes += tally.sentBytes
    merged.connections += tally.connections
    merged.redirects += tally.redirects
  }
  return merged
}

function mergeAccount(merged: Tally, account: Account): void {
  const { request, target } = account
  let into = merged.accounts.find((one) => one.request === request && one.target === target)
  if (into === undefined) {
    into = newAccount(request, target, account.isPoll)
    merged.accounts.push(into)
  }
  into.planned += account.planned
  into.sent += account.sent
  into.ok += account.ok
  into.timedOut += account.timedOut
  into.inFlight += account.inFlight
  into.checked += account.checked
  mergeKinds(into.broken, account.broken)
  mergeKinds(into.failed, account.failed)
  mergeKinds(into.unsent, account.unsent)
}

function mergeCell(merged: Tally, cell: StatusCell): void {
  const { request, target, status } = cell
  let into = merged.cells.find(
    (one) => one.request === request && one.target === target && one.status === status,
  )
  if (into === undefined) {
    into = newCell(cell, status, false)
    merged.cells.push(into)
  }
  into.answered += cell.answered
  into.ok += cell.ok
  into.bodyBytes += cell.bodyBytes
  addHistogram(into.fromSend, cell.fromSend)
  into.fromDue = sumOf(into.fromDue, cell.fromDue)
  into.censoredFromSend = sumOf(into.censoredFromSend, cell.censoredFromSend)
  into.censoredFromDue = sumOf(into.censoredFromDue, cell.censoredFromDue)
}

function mergeCourse(merged: Tally, course: Course): void {
  const { kind, name } = course
  let into = merged.courses.find((one) => one.kind === kind && one.name === name)
  if (into === undefined) {
    into = newCourse(kind, name, course.resolutionSeconds)
    merged.courses.push(into)
  }
  into.begun += course.begun
  into.completed += course.completed
  into.completedInTime += course.completedInTime
  into.unfinished += course.unfinished
  mergeKinds(into.failed, course.failed)
  addHistogram(into.times, course.times)
  addHistogram(into.censored, course.censored)
}

/** The sum of two histograms that may be missing; it is never one of the two. */
export function sumOf(
  a: HdrHistogram | null | undefined,
  b: HdrHistogram | null | undefined,
): HdrHistogram | null {
  if (!a && !b) return null
  const sum = hdrHistogram(a ?? b ?? {})
  if (a) addHistogram(sum, a)
  if (b) addHistogram(sum, b)
  return sum
}
