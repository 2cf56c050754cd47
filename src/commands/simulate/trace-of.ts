import { isoMoment, OperatorError, parseNumber } from '../../core/index.ts'

/** Arrivals that were recorded, and what is odd about them. */
export interface Trace {
  /** From the first one on, in rising order. */
  atSeconds: number[]
  doubts: string[]
}

const hint =
  'Give one arrival a line: seconds (12.5) or an ISO date (2026-11-27T09:00:00.250Z), in order of time.'

/** A gap is odd from so many mean gaps on; a Poisson process has one of 30 once in 10^13. */
const oddGap = 30

/** Reads recorded arrivals, also out of the first column of a CSV. Throws OperatorError (exit 2) with the number of a line that is none. */
export function traceOf(text: string, name: string): Trace {
  const times: number[] = []
  let isSorted = true
  let isDated: boolean | null = null
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const cell = (line.split(',')[0] ?? '').trim().replaceAll('"', '')
    if (cell === '' || cell.startsWith('#')) continue
    const isDate = /^\d{4}-\d\d-\d\d/.test(cell)
    const at = secondsOf(cell)
    if (at === null && index === 0 && /^[a-z_ ]+$/i.test(cell) && !/^nan$/i.test(cell)) continue
    if (at === null)
      throw new OperatorError({
        sentence: `Line ${index + 1} of ${name} is no time: ${JSON.stringify(cell.slice(0, 40))}.`,
        hint,
      })
    if (isDate !== (isDated ?? isDate))
      throw new OperatorError({
        sentence: `Line ${index + 1} of ${name} is a ${isDate ? 'date' : 'number of seconds'}, and those before it are not.`,
        hint: 'Write all of them in the same way.',
      })
    isDated = isDate
    if (at < (times.at(-1) ?? Number.NEGATIVE_INFINITY)) isSorted = false
    times.push(at)
  }
  if (times.length < 2)
    throw new OperatorError({
      sentence: `${name} holds ${times.length === 0 ? 'no arrival' : 'one arrival only'}.`,
      hint,
    })
  times.sort((a, b) => a - b)
  const first = times[0] ?? 0
  const atSeconds = times.map((at) => at - first)
  const length = atSeconds.at(-1) ?? 0
  if (length === 0) throw new OperatorError({ sentence: `All arrivals in ${name} lie at one moment.`, hint })
  return {
    atSeconds,
    doubts: [
      ...(isSorted ? [] : [`${name} was not in order of time: it was sorted.`]),
      ...gapDoubt(atSeconds, name),
    ],
  }
}

function secondsOf(cell: string): number | null {
  const number = parseNumber(cell)
  if (number.ok) return number.value
  const ms = isoMoment(cell)
  return ms === null ? null : ms / 1000
}

function gapDoubt(atSeconds: readonly number[], name: string): string[] {
  const mean = (atSeconds.at(-1) ?? 0) / (atSeconds.length - 1)
  let longest = 0
  let from = 0
  for (const [index, at] of atSeconds.entries()) {
    const gap = at - (atSeconds[index - 1] ?? at)
    if (gap > longest) [longest, from] = [gap, at - gap]
  }
  return longest > oddGap * mean
    ? [
        `In ${name} nothing comes for ${Number(longest.toPrecision(3))} s from ${Number(from.toPrecision(6))} s on, ${Math.round(longest / mean)} times the mean gap: was the recording cut?`,
      ]
    : []
}
