import { basename } from 'node:path'
import { locate, type ProfileProblem, placesIn, problemsError, quote } from './problem.ts'
import type { ProfilePart } from './profile-part.ts'
import { profileSchema } from './schema.ts'
import { schemaFaults } from './schema-faults.ts'
import { nearest, readYaml } from './yaml-tree.ts'

/** One profile file, understood but neither merged nor complete. */
export interface ProfileFile {
  /** The file, as the operator would write it. */
  source: string
  /** In base units; `name` and `source` are set. */
  part: ProfilePart
  /** The profile that this one extends, as written. */
  base: string | null
  /** Whether the file itself says something at `path`. */
  mentions(path: readonly string[]): boolean
  /** A problem at the value at `path`; a map's is at its key, a missing one's at the nearest key above. */
  problemAt(path: readonly string[], problem: string, hint: string): ProfileProblem
}

export type ProfileReading = { ok: true; file: ProfileFile } | { ok: false; problems: ProfileProblem[] }

/** The profile in `text`; throws an OperatorError on the first problem. */
export function parseProfileText(text: string, source: string): ProfileFile {
  const reading = readProfileText(text, source)
  if (!reading.ok) throw problemsError(reading.problems, source)
  return reading.file
}

/** The profile in `content`, or all problems of it. */
export function readProfileText(content: string, source: string): ProfileReading {
  // Editors do not count the byte-order mark as a column.
  const text = content.replace(/^\uFEFF/, '')
  const yaml = readYaml(text)
  if (!yaml.ok) return { ok: false, problems: locate(yaml.faults, text, source) }
  const { tree } = yaml
  if (tree.plain === null && tree.keys.size === 0) {
    const empty = {
      path: [],
      at: 0,
      problem: 'is empty',
      hint: 'Start from the template of lewis-perf profile init.',
      got: null,
    }
    return { ok: false, problems: locate([empty], text, source) }
  }
  const decoded = profileSchema.safeDecode(tree.plain as Record<string, unknown>)
  if (!decoded.success) {
    return { ok: false, problems: locate(schemaFaults(decoded.error.issues, tree), text, source) }
  }
  const { extends: base = null, ...part } = decoded.data
  const place = placesIn(text)
  return {
    ok: true,
    file: {
      source,
      part: { ...part, name: part.name ?? nameOf(source), source },
      base,
      mentions: (path) => nearest(tree, path).depth === path.length,
      problemAt: (path, problem, hint) => {
        const found = nearest(tree, path)
        const isValue = found.depth === path.length && found.tree.keys.size === 0
        return {
          source,
          ...place(isValue ? found.tree.at : found.keyAt),
          path: path.map((key) => quote(key)).join('.'),
          problem,
          hint,
          got: isValue ? found.tree.got : null,
        }
      },
    },
  }
}

/** What a file is called when it does not say so. */
function nameOf(source: string): string {
  const name = basename(source).replace(/(?<=.)\.ya?ml$/i, '')
  return (
    name
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, 100) || 'profile'
  )
}
