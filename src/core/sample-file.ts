import type { Machine } from './envelope.ts'
import { isoMoment } from './iso-moment.ts'
import { isObject } from './json-object.ts'
import { parseNumber } from './number.ts'
import { type Parsed, rejected, understood } from './parsed.ts'

/** One instant: values by `name{tag=x}`; null where the source had none. */
export interface Sample {
  /** Milliseconds since 1970. */
  at: number
  v: Record<string, number | null>
}

/** A recording: `lewis-perf/samples/1` JSON lines, or CSV with the columns at, name, value. */
export interface SampleFile {
  intervalSeconds: number | null
  machine: Partial<Machine> | null
  samples: Sample[]
  /** The last line was cut off, as after a crash, and was left out. */
  torn: boolean
}

const schema = 'lewis-perf/samples/1'
const hint = `Give JSON lines that begin with {"schema":"${schema}"} or CSV with the columns at,name,value, where at is an ISO date or milliseconds since 1970.`

/** The first line of a recording, without its end. */
export function sampleHeader({
  intervalSeconds,
  machine,
}: Pick<SampleFile, 'intervalSeconds' | 'machine'>): string {
  return JSON.stringify({ schema, intervalSeconds, machine })
}

/** One instant as a line of a recording, without its end. */
export function sampleLine({ at, v }: Sample): string {
  return JSON.stringify({ at, v })
}

/** Whether this first line begins a recording. */
export function isSampleHeader(line: string): boolean {
  return parseJsonObject(line)?.schema === schema
}

/** Reads either form; a torn last line is left out, any other unreadable line is refused with its number. */
export function parseSampleFile(text: string): Parsed<SampleFile> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const complete = lines.at(-1) === ''
  if (complete) lines.pop()
  if (lines.length === 0 || lines[0]?.trim() === '') return rejected('is empty', hint)
  return lines[0]?.trimStart().startsWith('{') ? parseJsonLines(lines, complete) : parseCsv(lines, complete)
}

function parseJsonLines(lines: string[], complete: boolean): Parsed<SampleFile> {
  const header = parseJsonObject(lines[0] ?? '')
  if (header?.schema !== schema) {
    return rejected(`has schema ${JSON.stringify(header?.schema ?? null)} where ${schema} is needed`, hint)
  }
  const file: SampleFile = {
    intervalSeconds:
      isNumber(header.intervalSeconds) && header.intervalSeconds > 0 ? header.intervalSeconds : null,
    machine: isObject(header.machine) ? (header.machine as Partial<Machine>) : null,
    samples: [],
    torn: false,
  }
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    const sample = parseSample(line)
    if (sample !== null) file.samples.push(sample)
    else if (index === lines.length - 1 && !complete) file.torn = true
    else return rejected(`has a line ${index + 1} that is not a sample`, hint)
  }
  return understood(file)
}

function parseSample(line: string): Sample | null {
  const object = parseJsonObject(line)
  if (object === null || !isNumber(object.at) || !isObject(object.v)) return null
  const valid = Object.values(object.v).every((value) => value === null || isNumber(value))
  return valid ? { at: object.at, v: object.v as Sample['v'] } : null
}

function parseCsv(lines: string[], complete: boolean): Parsed<SampleFile> {
  if (lines[0]?.replace(/\s/g, '') !== 'at,name,value')
    return rejected('has a first line that is not at,name,value', hint)
  const byInstant = new Map<number, Sample['v']>()
  let torn = false
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue
    const row = parseCsvRow(line)
    if (row === null) {
      if (index !== lines.length - 1 || complete)
        return rejected(`has a line ${index + 1} that is not at,name,value`, hint)
      torn = true
      continue
    }
    const values = byInstant.get(row.at) ?? {}
    values[row.name] = row.value
    byInstant.set(row.at, values)
  }
  const samples = [...byInstant].map(([at, v]) => ({ at, v }))
  return understood({ intervalSeconds: null, machine: null, samples, torn })
}

function parseCsvRow(line: string): { at: number; name: string; value: number | null } | null {
  const first = line.indexOf(',')
  // The name may hold commas between its tags, so it ends at the last one.
  const last = line.lastIndexOf(',')
  if (first < 0 || first === last) return null
  const moment = line.slice(0, first).trim()
  const at = isoMoment(moment) ?? parsedOrNull(parseNumber(moment))
  const name = line
    .slice(first + 1, last)
    .trim()
    .replace(/^"(.*)"$/, '$1')
  const written = line.slice(last + 1).trim()
  const value = written === '' ? understood(null) : parseNumber(written)
  return at !== null && value.ok && name !== '' ? { at, name, value: value.value } : null
}

function parsedOrNull<T>(parsed: Parsed<T>): T | null {
  return parsed.ok ? parsed.value : null
}

function parseJsonObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** JSON has no Infinity, but reads 1e999 as one. */
function isNumber(value: unknown): value is number {
  return Number.isFinite(value)
}
