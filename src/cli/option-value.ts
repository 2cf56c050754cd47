import type { ValueOption } from '../commands/index.ts'
import { maskSecrets, OperatorError } from '../core/index.ts'

/** A value as written and as understood. */
export interface WrittenValue {
  text: string
  value: unknown
}

/** The values of one option so far and this one. Throws OperatorError (exit 2) naming the flag and the value. */
export function parseOption(option: ValueOption<unknown>, text: string, before: unknown): WrittenValue[] {
  const flag = /--[a-z-]+/.exec(option.flags)?.[0] ?? option.flags
  const earlier: WrittenValue[] = Array.isArray(before) ? before : []
  if (earlier.length > 0 && !option.repeatable) {
    throw new OperatorError({
      sentence: `${flag} was given twice, got ${quoted(earlier[0]?.text ?? '')} and ${quoted(text)}.`,
      hint: 'Give it once.',
    })
  }
  const parsed = option.parse(text)
  if (!parsed.ok) {
    throw new OperatorError({
      sentence: `${flag} ${parsed.problem}, got ${quoted(text)}.`,
      hint: parsed.hint,
    })
  }
  return [...earlier, { text: maskedValue(flag, text), value: parsed.value }]
}

/** `text` as it may stand in a message: masked, one line, at most 60 characters. */
export function quoted(text: string): string {
  const masked = maskSecrets(text)
  return JSON.stringify(masked.length > 60 ? `${masked.slice(0, 57)}...` : masked)
}

/** The value alone does not tell that it is a secret; its flag may: `--password hunter2`. */
function maskedValue(flag: string, text: string): string {
  const prefix = `${flag} `
  const masked = maskSecrets(prefix + text)
  return masked.startsWith(prefix) ? masked.slice(prefix.length) : '***'
}
