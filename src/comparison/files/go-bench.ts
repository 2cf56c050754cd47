import { exactly, goUnit } from './go-unit.ts'
import type { FailedBenchmark, ReadFile, Reading } from './imported.ts'
import { fieldAt, textAt } from './json-field.ts'

const resultLine = /^Benchmark(\S*)\s+\d+\s+(\S.*)$/
const configurationLine = /^([a-z][^\sA-Z]*):\s+(.*)$/
const unitLine = /^Unit\s+(\S+)\s+(.*)$/
const failureLine = /^\s*--- FAIL: Benchmark(\S*)/
const machineKeys = new Set(['goos', 'goarch', 'cpu'])
/** These may change from one result to the next without being another experiment. */
const passingKeys = new Set(['pkg', ...machineKeys])

interface Reader {
  readings: Reading[]
  failed: FailedBenchmark[]
  stated: Record<string, string>
  group: string
  directions: Map<string, 'lower' | 'higher'>
  guessed: Set<string>
  configuration: Map<string, string>
  changed: Set<string>
}

/** The output of `go test -bench`, which is also what benchstat reads: every line of results a sample. Null for another file. */
export function readGoBench(text: string): ReadFile | null {
  if (!/^Benchmark\S*\s+\d+\s+\S+\s+\S/m.test(text) && !/^\s*--- FAIL: Benchmark/m.test(text)) return null
  const reader: Reader = {
    readings: [],
    failed: [],
    stated: {},
    group: '',
    directions: new Map(),
    guessed: new Set(),
    configuration: new Map(),
    changed: new Set(),
  }
  for (const line of text.split(/\r?\n/)) readLine(line, reader)
  return {
    tool: 'go test',
    readings: reader.readings,
    failed: reader.failed,
    stated: reader.stated,
    warnings: [
      ...[...reader.changed].map(
        (key) =>
          `the line "${key}:" changes within the file, and results from before and after it are put together`,
      ),
      ...[...reader.guessed].map(
        (unit) => `of ${unit} ${directionGuess(unit)}; a line "Unit ${unit} better=..." would tell`,
      ),
    ],
  }
}

/** The same as `go test -json` wraps it: events, one a line, whose output is put together again. */
export function readGoBenchEvents(text: string): ReadFile | null {
  if (!/^\s*\{.*"Action":/.test(text)) return null
  const outputs = new Map<string, string[]>()
  for (const line of text.split(/\r?\n/)) {
    const event = eventOf(line)
    const output = textAt(event, 'Output')
    if (output === null) continue
    const name = textAt(event, 'Package') ?? ''
    const pieces = outputs.get(name)
    if (pieces === undefined) outputs.set(name, [`pkg: ${name}\n`, output])
    else pieces.push(output)
  }
  return readGoBench([...outputs.values()].map((pieces) => pieces.join('')).join('\n'))
}

function eventOf(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line)
    return fieldAt(value, 'Action') === 'output' ? value : null
  } catch {
    return null
  }
}

function readLine(line: string, reader: Reader): void {
  const [, name, rest] = resultLine.exec(line) ?? []
  if (name !== undefined && rest !== undefined) readResult(name, rest, reader)
  const [, key, setting] = configurationLine.exec(line) ?? []
  if (key !== undefined && setting !== undefined) configure(key, setting.trim(), reader)
  const [, unit, settings = ''] = unitLine.exec(line) ?? []
  const direction = /\bbetter=(higher|lower)\b/.exec(settings)?.[1]
  if (unit !== undefined && (direction === 'higher' || direction === 'lower')) {
    reader.directions.set(unit, direction)
  }
  const failed = failureLine.exec(line)?.[1]
  if (failed !== undefined) reader.failed.push({ group: reader.group, name: failed, because: 'failed' })
}

function configure(key: string, value: string, reader: Reader): void {
  if (key === 'pkg') reader.group = value
  else if (machineKeys.has(key)) reader.stated[key] = value
  const before = reader.configuration.get(key)
  const isChange = before !== undefined && before !== value && reader.readings.length > 0
  if (isChange && !passingKeys.has(key)) reader.changed.add(key)
  reader.configuration.set(key, value)
}

/** `1423 ns/op  0 B/op`: values and units take turns; a line that does not is no result. */
function readResult(name: string, rest: string, reader: Reader): void {
  const words = rest.trim().split(/\s+/)
  if (words.length % 2 !== 0) return
  for (let index = 0; index < words.length; index += 2) {
    const value = Number(words[index])
    const unitName = words[index + 1] ?? ''
    if (!Number.isFinite(value)) return
    const { factor, isGuess, ...unit } = goUnit(unitName, reader.directions.get(unitName))
    if (isGuess) reader.guessed.add(unitName)
    reader.readings.push({ group: reader.group, name, ...unit, samples: [exactly(value * factor)] })
  }
}

function directionGuess(unit: string): string {
  return goUnit(unit, undefined).better === 'higher'
    ? 'more is taken to be better'
    : 'less is taken to be better'
}
