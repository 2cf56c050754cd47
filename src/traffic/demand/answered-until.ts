import type { TimelinePoint } from '../run.ts'

/** How many answers had come by a moment of the measured time, in seconds; in between two points as if they came evenly. */
export function answeredUntil(
  timeline: readonly Pick<TimelinePoint, 'atSeconds' | 'answered'>[],
): (seconds: number) => number {
  const marks: { at: number; answered: number }[] = [{ at: 0, answered: 0 }]
  let answered = 0
  for (const point of timeline) {
    if (point.atSeconds <= 0) continue
    answered += point.answered
    marks.push({ at: point.atSeconds, answered })
  }
  return (seconds) => {
    const after = marks.findIndex(({ at }) => at >= seconds)
    if (after < 0) return answered
    const end = marks[after]
    const begin = marks[after - 1]
    if (end === undefined || begin === undefined) return 0
    const share = end.at > begin.at ? (seconds - begin.at) / (end.at - begin.at) : 1
    return begin.answered + share * (end.answered - begin.answered)
  }
}
