import { type Parsed, rejected, suggestion, understood } from '../core/index.ts'
import type { ValueOption } from './command.ts'

/** An option that takes one of `choices`. */
export function choice<T extends string>(
  flags: string,
  description: string,
  choices: readonly T[],
): ValueOption<T> {
  return { kind: 'value', flags, description, choices, parse: (text) => parseChoice(text, choices) }
}

/** `text` when it is one of `choices`, otherwise a did-you-mean. */
export function parseChoice<T extends string>(text: string, choices: readonly T[]): Parsed<T> {
  const found = choices.find((item) => item === text)
  const list = `Choose one of ${choices.join(', ')}.`
  return found === undefined
    ? rejected('is not one of its values', suggestion(text, choices, list))
    : understood(found)
}
