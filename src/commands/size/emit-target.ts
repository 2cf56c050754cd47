import { type Parsed, understood } from '../../core/index.ts'
import { emitters } from '../../sizing/index.ts'
import { parseChoice } from '../choice.ts'

/** A file to make, and where to write it; without a place it goes to standard output. */
export interface EmitTarget {
  kind: string
  file: string | null
}

/** `kubernetes` or `kubernetes=deploy.yaml`. */
export function parseEmitTarget(text: string): Parsed<EmitTarget> {
  const separator = text.indexOf('=')
  const [written, file] = separator < 0 ? [text, null] : [text.slice(0, separator), text.slice(separator + 1)]
  const kind = parseChoice(
    written,
    emitters.map((emitter) => emitter.kind),
  )
  if (!kind.ok) return kind
  if (file === '')
    return { ok: false, problem: 'names no file', hint: `Write ${written}=FILE, or ${written} alone.` }
  return understood({ kind: kind.value, file: file === '-' ? null : file })
}
