import { isObject, OperatorError } from '../../core/index.ts'
import type { Context, Options } from '../command.ts'
import { flagOf } from '../flag-of.ts'
import { readInput } from '../read-input.ts'

const hint =
  'Give CSV whose first line names flags without their dashes, or JSON: an object, or a list of objects.'
const mostCases = 100_000

/** The cases in a file, each value understood as its flag would; `given` flags hold for all, and none of them may say otherwise. Throws OperatorError (exit 2). */
export function casesFrom(
  file: string,
  options: Options,
  given: Record<string, unknown>,
  context: Context,
): Record<string, unknown>[] {
  const text = readInput(file, hint, context).replace(/^\uFEFF/, '')
  const rows = /^\s*[[{]/.test(text) ? jsonRows(text, file) : csvRows(text, file)
  if (rows.length === 0 || rows.length > mostCases)
    throw new OperatorError({
      sentence: `${file} holds ${rows.length === 0 ? 'no case' : `more than ${mostCases} cases`}.`,
      hint,
    })
  return rows.map((row, index) => {
    const where = `case ${index + 1} of ${file}`
    const own = understoodRow(row, options, where)
    const twice = Object.keys(own).find((key) => given[key] !== undefined)
    if (twice !== undefined)
      throw new OperatorError({
        sentence: `${flagOf(twice)} was given, and ${where} has ${flagOf(twice).slice(2)} too.`,
        hint: 'Leave the flag out, or the column: a flag holds for all cases.',
      })
    return { ...given, ...own }
  })
}

function understoodRow(
  row: Record<string, string>,
  options: Options,
  where: string,
): Record<string, unknown> {
  const understood: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(row)) {
    if (text === '') continue
    const key = Object.keys(options).find((one) => one === name || flagOf(one) === `--${name}`)
    const option = key === undefined ? undefined : options[key]
    if (key === undefined || option?.kind !== 'value')
      throw new OperatorError({
        sentence: `${where} has ${JSON.stringify(name)}, which is no flag of this law.`,
        hint: `Name ${Object.keys(options)
          .map((one) => flagOf(one).slice(2))
          .join(', ')}.`,
      })
    const parsed = option.parse(text)
    if (!parsed.ok)
      throw new OperatorError({
        sentence: `${name} in ${where} ${parsed.problem}, got ${JSON.stringify(text)}.`,
        hint: parsed.hint,
      })
    understood[key] = option.repeatable === true ? [parsed.value] : parsed.value
  }
  return understood
}

function jsonRows(text: string, file: string): Record<string, string>[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new OperatorError({ sentence: `${file} is not JSON.`, hint, cause })
  }
  return (Array.isArray(value) ? value : [value]).map((one: unknown, index) => {
    if (!isObject(one))
      throw new OperatorError({ sentence: `Case ${index + 1} of ${file} is no object.`, hint })
    return Object.fromEntries(
      Object.entries(one).map(([key, inner]) => [key, inner === null ? '' : String(inner)]),
    )
  })
}

function csvRows(text: string, file: string): Record<string, string>[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const names = (lines[0] ?? '').split(',').map((name) => name.trim())
  return lines.slice(1).map((line, index) => {
    const cells = line.split(',').map((cell) => cell.trim())
    if (cells.length !== names.length)
      throw new OperatorError({
        sentence: `Line ${index + 2} of ${file} has ${cells.length} columns, its first line ${names.length}.`,
        hint,
      })
    return Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']))
  })
}
