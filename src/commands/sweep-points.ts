import {
  isObject,
  OperatorError,
  type Parsed,
  parseNumber,
  parseSavedResult,
  rejected,
  understood,
} from '../core/index.ts'

/** A measured point of a sweep. */
export interface SweepPoint {
  concurrency: number
  throughput: number
  weight?: number
}

const hint =
  'Give CSV with the columns concurrency,throughput[,weight], JSON with a list of such objects, or the saved result of a bench or loadtest sweep or of calc usl.'

/** `1=955,2=1878`: at so many at once, so much a second. */
export function parsePoints(text: string): Parsed<SweepPoint[]> {
  const points: SweepPoint[] = []
  for (const pair of text.split(',')) {
    const [left = '', right = '', ...more] = pair.split('=')
    const concurrency = parseNumber(left.trim())
    const throughput = parseNumber(right.trim())
    if (!concurrency.ok || !throughput.ok || more.length > 0)
      return rejected('is no list of points', 'Write concurrency=throughput, as 1=955,2=1878,4=3548.')
    points.push({ concurrency: concurrency.value, throughput: throughput.value })
  }
  return understood(points)
}

/** The points in a file, in any of its forms. Throws OperatorError (exit 2) on anything else. */
export function readSweepPoints(text: string, name: string): SweepPoint[] {
  if (!/^\s*[[{]/.test(text)) return csvPoints(text, name)
  const value = parsedJson(text, name)
  const found = isObject(value) && value.schema !== undefined ? savedPoints(text, name) : value
  const list = isObject(found) && Array.isArray(found.points) ? found.points : found
  if (!Array.isArray(list)) throw new OperatorError({ sentence: `${name} holds no list of points.`, hint })
  return list.map((one: unknown, index) => pointOf(one, `Point ${index + 1} of ${name}`))
}

function savedPoints(text: string, name: string): unknown {
  const [envelope] = parseSavedResult(text, name)
  const data = envelope?.data
  if (isObject(data) && Array.isArray(data.points)) return data.points
  const fitted = fittedPoints(data)
  if (fitted !== null) return fitted
  throw new OperatorError({
    sentence: `${name} is a result of ${envelope?.command ?? 'nothing'} without a sweep.`,
    hint: 'Save one with bench --sweep or loadtest --connections 1..64, each with --json.',
  })
}

/** Those that `calc usl` was given: it keeps them with its fit. */
function fittedPoints(data: unknown): readonly unknown[] | null {
  if (!isObject(data) || data.law !== 'usl' || !Array.isArray(data.cases)) return null
  const [first]: readonly unknown[] = data.cases
  const answer = isObject(first) ? first.answer : null
  return isObject(answer) && Array.isArray(answer.points) ? answer.points : null
}

function pointOf(one: unknown, where: string): SweepPoint {
  if (
    isObject(one) &&
    typeof one.concurrency === 'number' &&
    typeof one.throughput === 'number' &&
    (one.weight === undefined || typeof one.weight === 'number')
  )
    return {
      concurrency: one.concurrency,
      throughput: one.throughput,
      ...(one.weight === undefined ? {} : { weight: one.weight }),
    }
  throw new OperatorError({ sentence: `${where} has no concurrency and throughput that are numbers.`, hint })
}

function parsedJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new OperatorError({ sentence: `${name} is not JSON.`, hint, cause })
  }
}

/** With or without a line of titles. */
function csvPoints(text: string, name: string): SweepPoint[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ cells: line.split(',').map((cell) => cell.trim()), number: index + 1 }))
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const first = filled[0]?.cells.map((cell) => cell.toLowerCase()) ?? []
  const hasTitles = first.includes('concurrency') && first.includes('throughput')
  const [n, x, w] = hasTitles
    ? ['concurrency', 'throughput', 'weight'].map((title) => first.indexOf(title))
    : [0, 1, 2]
  return filled.slice(hasTitles ? 1 : 0).map(({ cells, number }) => {
    const [concurrency, throughput, weight] = [n, x, w].map((column) => cells[column ?? -1])
    const numbers = [concurrency, throughput, ...(weight === undefined || weight === '' ? [] : [weight])].map(
      (cell) => parseNumber(cell ?? ''),
    )
    const values = numbers.map((parsed) => (parsed.ok ? parsed.value : null))
    if (values.includes(null))
      throw new OperatorError({
        sentence: `Line ${number} of ${name} holds no two numbers, got ${JSON.stringify(cells.join(','))}.`,
        hint,
      })
    return {
      concurrency: values[0] ?? Number.NaN,
      throughput: values[1] ?? Number.NaN,
      ...(values[2] === undefined || values[2] === null ? {} : { weight: values[2] }),
    }
  })
}
