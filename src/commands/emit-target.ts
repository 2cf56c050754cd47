import { OperatorError, type Parsed, rejected, understood } from '../core/index.ts'
import { parseChoice } from './choice.ts'

/** A file to make, and where to write it; without a place it goes to standard output. */
export interface EmitTarget<K extends string = string> {
  kind: K
  file: string | null
}

/** `kubernetes` or `kubernetes=deploy.yaml`. */
export function parseEmitTarget<K extends string>(text: string, kinds: readonly K[]): Parsed<EmitTarget<K>> {
  const separator = text.indexOf('=')
  const [written, file] = separator < 0 ? [text, null] : [text.slice(0, separator), text.slice(separator + 1)]
  const kind = parseChoice(written, kinds)
  if (!kind.ok) return kind
  if (file === '') return rejected('names no file', `Write ${written}=FILE, or ${written} alone.`)
  return understood({ kind: kind.value, file: file === '-' ? null : file })
}

/** Throws OperatorError (exit 2) where several files would go to standard output; `example` is one with a place. */
export function assertOneOnScreen(targets: readonly EmitTarget[], example: string): void {
  if (targets.filter(({ file }) => file === null).length < 2) return
  throw new OperatorError({
    sentence: 'Only one --emit can go to standard output, got several without a file.',
    hint: `Give the others a file: --emit ${example}.`,
  })
}
