/**
 * The answer of every grammar: a value, or what is wrong with the text.
 * `problem` continues a subject ("--users *is not a whole number*"); `hint` says what to write instead.
 */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string; hint: string }

/** A value that was understood. */
export function understood<T>(value: T): Parsed<T> {
  return { ok: true, value }
}

/** A text that was not understood, with what to write instead. */
export function rejected(problem: string, hint: string): Parsed<never> {
  return { ok: false, problem, hint }
}
