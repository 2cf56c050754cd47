import { maskSecrets } from '../../core/index.ts'

/** A value that a plan file does not hold: where it belongs, what it is, and the variable that has it when the plan runs. */
export interface HiddenValue {
  /** Keys and indices from the root of the plan. */
  at: readonly (string | number)[]
  /** In words, without the value: `header Authorization`. */
  what: string
  variable: string
  /** It is a table of values, in JSON, and not a text. */
  isTable?: true
}

/**
 * A copy of plain data without what looks like a secret in it (the value of a header or a field named like one, a text that holds one of
 * `known`), and where each was; equal ones share a variable. `values` has them by variable.
 */
export function hideValues<T>(
  data: T,
  known: readonly string[],
): { data: T; hidden: HiddenValue[]; values: Record<string, string> } {
  const hidden: HiddenValue[] = []
  const variables = new Map<string, string>()
  const hide = (value: string, at: readonly (string | number)[], what: string): string => {
    const variable = variables.get(value) ?? `LEWIS_PERF_SECRET_${variables.size + 1}`
    variables.set(value, variable)
    hidden.push({ at, what, variable })
    return ''
  }
  const walk = (value: unknown, at: readonly (string | number)[]): unknown => {
    if (typeof value === 'string')
      return isSecret(String(at.at(-1) ?? ''), value, known) ? hide(value, at, `${at.join('.')}`) : value
    if (Array.isArray(value)) {
      if (isSecretTable(value, known)) {
        const taken = hide(JSON.stringify(value), at, `${at.join('.')} (the rows as a JSON list)`)
        const last = hidden.at(-1)
        if (last !== undefined) last.isTable = true
        return taken
      }
      const [name, text] = value
      if (
        value.length === 2 &&
        typeof name === 'string' &&
        typeof text === 'string' &&
        isSecret(name, text, known)
      )
        return [name, hide(text, [...at, 1], `header ${name}`)]
      return value.map((item, index) => walk(item, [...at, index]))
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...at, key])]))
  }
  // The same shape as before: only texts were taken out of it.
  const rest = walk(data, []) as T
  const values = Object.fromEntries([...variables].map(([value, variable]) => [variable, value]))
  return { data: rest, hidden, values }
}

/** Rows of texts, some of them secret: they stay together, for nobody wants a variable for each of a thousand passwords. */
function isSecretTable(value: readonly unknown[], known: readonly string[]): boolean {
  const rows = value.map((row) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) ? Object.entries(row) : null,
  )
  return (
    rows.length > 0 &&
    rows.every((row) => row?.every(([, text]) => typeof text === 'string') === true) &&
    rows.some((row) => row?.some(([name, text]) => isSecret(name, String(text), known)) === true)
  )
}

function isSecret(name: string, value: string, known: readonly string[]): boolean {
  if (value === '') return false
  const line = `${name}: ${value}`
  return maskSecrets(line, known) !== line || maskSecrets(value, known) !== value
}

/** Puts the values back; `valueFor` is asked for each variable. */
export function restoreValues<T>(
  data: T,
  hidden: readonly HiddenValue[],
  valueFor: (value: HiddenValue) => string,
): T {
  const copy = structuredClone(data)
  for (const one of hidden)
    place(copy, one.at, one.isTable === true ? JSON.parse(valueFor(one)) : valueFor(one))
  return copy
}

function place(root: unknown, at: readonly (string | number)[], value: unknown): void {
  const last = at.at(-1)
  let within = root
  for (const key of at.slice(0, -1)) within = fieldsOf(within)[key]
  if (last !== undefined) fieldsOf(within)[last] = value
}

function fieldsOf(value: unknown): Record<string | number, unknown> {
  return (typeof value === 'object' && value !== null ? value : {}) as Record<string | number, unknown>
}
