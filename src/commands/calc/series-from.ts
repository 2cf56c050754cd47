import {
  OperatorError,
  type Parsed,
  parseNumber,
  parseSampleFile,
  rejected,
  understood,
} from '../../core/index.ts'

/** Values that are evenly spaced, and when they were where that is known. */
export interface EvenSeries {
  values: number[]
  /** Of the last value, in milliseconds since 1970. */
  endEpochMs: number | null
  everySeconds: number | null
  /** Places that had no value and were taken from their neighbours. */
  filled: number
  /** Values of a moment that has another one, which counts. */
  repeated: number
  /** The longest time without a value; null where times are not known. */
  longestGap: { fromEpochMs: number; seconds: number } | null
}

/** `100,102,104` */
export function parseValues(text: string): Parsed<EvenSeries> {
  const values: number[] = []
  for (const one of text.split(',')) {
    const parsed = parseNumber(one.trim())
    if (!parsed.ok)
      return rejected('is no list of numbers', 'Write values with commas between, as 100,102,105.')
    values.push(parsed.value)
  }
  return understood({
    values,
    endEpochMs: null,
    everySeconds: null,
    filled: 0,
    repeated: 0,
    longestGap: null,
  })
}

const hint = 'Give a recording of monitor --record, CSV with the columns at,name,value, or one number a line.'

/** A file of one number a line, or the series `name` of a recording, brought to even steps. Throws OperatorError (exit 2) where it holds none or several. */
export function readSeries(text: string, file: string, name: string | undefined): EvenSeries {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const numbers = lines.map((line) => parseNumber(line.trim()))
  if (lines.length > 0 && numbers.every((parsed) => parsed.ok))
    return {
      values: numbers.map((parsed) => (parsed.ok ? parsed.value : Number.NaN)),
      endEpochMs: null,
      everySeconds: null,
      filled: 0,
      repeated: 0,
      longestGap: null,
    }
  const parsed = parseSampleFile(text)
  if (!parsed.ok) throw new OperatorError({ sentence: `${file} ${parsed.problem}.`, hint: parsed.hint })
  const names = [...new Set(parsed.value.samples.flatMap(({ v }) => Object.keys(v)))].sort()
  const chosen = name ?? (names.length === 1 ? names[0] : undefined)
  if (chosen === undefined || !names.includes(chosen))
    throw new OperatorError({
      sentence:
        name === undefined ? `${file} holds ${names.length} series.` : `${file} holds no series ${name}.`,
      hint: names.length === 0 ? hint : `Choose one with --series, as ${names.slice(0, 5).join(', ')}.`,
    })
  const points = parsed.value.samples.flatMap(({ at, v }) => {
    const value = v[chosen]
    return value === undefined || value === null ? [] : [{ at, value }]
  })
  const byMoment = new Map(points.map(({ at, value }) => [at, value]))
  const alone = [...byMoment].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at)
  return { ...evened(alone, file), repeated: rowsOf(lines, chosen, points.length) - alone.length }
}

/** How many values a file has of a series: in CSV rows of one moment have become one sample. */
function rowsOf(lines: readonly string[], name: string, samples: number): number {
  if (!lines[0]?.replaceAll(/\s/g, '').startsWith('at,name,value')) return samples
  const pattern = /^[^,]*,\s*"?(.*?)"?\s*,\s*[^,\s]+\s*$/
  return lines.slice(1).filter((line) => pattern.exec(line)?.[1] === name).length
}

/** Steps as far apart as most are; a place without a value lies on the line between its neighbours. */
function evened(
  points: readonly { at: number; value: number }[],
  file: string,
): Omit<EvenSeries, 'repeated'> {
  const gaps = points
    .slice(1)
    .map(({ at }, index) => at - (points[index]?.at ?? 0))
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b)
  const stepMs = gaps[Math.floor(gaps.length / 2)]
  const [first, last] = [points[0], points.at(-1)]
  if (stepMs === undefined || first === undefined || last === undefined)
    throw new OperatorError({
      sentence: `${file} has fewer than two moments of it.`,
      hint: 'Record for longer.',
    })
  const count = Math.round((last.at - first.at) / stepMs) + 1
  if (count > mostPlaces)
    throw new OperatorError({
      sentence: `${file} reaches over ${count} steps of ${stepMs / 1000} s, more than ${mostPlaces}.`,
      hint: 'Cut it to a stretch without long gaps, or thin it out.',
    })
  const values: number[] = []
  let filled = 0
  let next = 0
  for (let place = 0; place < count; place++) {
    const at = first.at + place * stepMs
    while (next < points.length - 1 && (points[next]?.at ?? 0) < at) next++
    const [before, after] = [points[Math.max(0, next - 1)] ?? first, points[next] ?? last]
    const isNear = Math.min(Math.abs(before.at - at), Math.abs(after.at - at)) <= stepMs / 2
    if (!isNear) filled++
    const share = after.at === before.at ? 0 : (at - before.at) / (after.at - before.at)
    values.push(before.value + Math.max(0, Math.min(1, share)) * (after.value - before.value))
  }
  return {
    values,
    endEpochMs: last.at,
    everySeconds: stepMs / 1000,
    filled,
    longestGap: longestGapOf(points),
  }
}

const mostPlaces = 1_000_000

function longestGapOf(points: readonly { at: number }[]): EvenSeries['longestGap'] {
  let longest = { fromEpochMs: 0, seconds: 0 }
  for (const [index, { at }] of points.entries()) {
    const before = points[index - 1]?.at ?? at
    if (at - before > longest.seconds * 1000) longest = { fromEpochMs: before, seconds: (at - before) / 1000 }
  }
  return longest
}
