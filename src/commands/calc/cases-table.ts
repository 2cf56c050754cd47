import { type Cell, isObject, type Table, type Unit } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { Options } from '../command.ts'
import { flagOf } from '../flag-of.ts'

/** A row for each case: its flags as they were understood, then its answer, or the reason why there is none. */
export function casesTable(
  title: string,
  options: Options,
  cases: readonly {
    input: Record<string, unknown>
    rows: readonly { name: string; value: Cell }[]
    reason: string | null
  }[],
): Table {
  const inputs = Object.keys(options).filter((key) => cases.some(({ input }) => input[key] !== undefined))
  const names = [...new Set(cases.flatMap(({ rows }) => rows.map(({ name }) => name)))]
  const isAllAnswered = cases.every(({ reason }) => reason === null)
  return {
    title,
    main: true,
    columns: [
      ...inputs.map((key) => ({ key, title: flagOf(key).slice(2), align: 'right' as const })),
      ...names.map((name) => ({ key: name, title: name, align: 'right' as const })),
      ...(isAllAnswered ? [] : [{ key: 'no answer', title: 'no answer' }]),
    ],
    rows: cases.map(({ input, rows, reason }) => [
      ...inputs.map((key) => inputCell(input[key], unitOf(options[key]?.flags ?? ''))),
      ...names.map((name) => rows.find((row) => row.name === name)?.value ?? null),
      ...(isAllAnswered ? [] : [reason]),
    ]),
  }
}

/** The unit that a flag is understood in, by the word for its value: `--service <duration>`. */
function unitOf(flags: string): Unit {
  if (/<durations?>/.test(flags)) return 'seconds'
  return flags.includes('<rate>') ? 'per-second' : flags.includes('<ratio>') ? 'ratio' : 'count'
}

function inputCell(value: unknown, unit: Unit): Cell {
  if (value === undefined) return null
  if (typeof value === 'number') return { value, unit }
  if (Array.isArray(value)) return value.map((one: unknown) => inputText(one, unit)).join(', ')
  return inputText(value, unit)
}

function inputText(value: unknown, unit: Unit): string {
  if (typeof value === 'number') return formatQuantity(value, unit)
  if (!isObject(value)) return String(value)
  if (typeof value.text === 'string') return value.text
  return `up to ${String(value.largest)}`
}
