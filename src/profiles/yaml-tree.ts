import type { Fault } from './problem.ts'
import { type Document, parseDocument } from './yaml-package.ts'
import { syntaxFault } from './yaml-syntax.ts'
import { flatter, unfitText } from './yaml-text.ts'
import { walkYaml, type YamlTree } from './yaml-walk.ts'

export type YamlReading = { ok: true; tree: YamlTree } | { ok: false; faults: Fault[] }

const mostFaults = 100
const tooDeep: Fault = { path: [], at: 0, problem: 'is nested too deeply', hint: flatter, got: null }

/** The one document in `text`, aliases and merge keys resolved; every fault that makes it unreadable otherwise. */
export function readYaml(text: string): YamlReading {
  const unfit = unfitText(text)
  if (unfit !== null) return { ok: false, faults: [unfit] }
  const document = parse(text)
  if (document === null) return { ok: false, faults: [tooDeep] }
  const broken = [...document.errors, ...document.warnings].filter(
    ({ code }) => code !== 'TAG_RESOLVE_FAILED',
  )
  if (broken.length > 0) {
    return { ok: false, faults: broken.slice(0, mostFaults).map((error) => syntaxFault(error, text)) }
  }
  const { tree, faults } = walkYaml(document.contents, text)
  return faults.length === 0 ? { ok: true, tree } : { ok: false, faults }
}

/** The value at `path`, or the nearest above it that the text has: `depth` keys of the path were found. */
export function nearest(
  tree: YamlTree,
  path: readonly string[],
): { tree: YamlTree; depth: number; keyAt: number } {
  let at = tree
  let keyAt = tree.at
  let depth = 0
  for (const key of path) {
    const next = at.keys.get(key)
    if (next === undefined) break
    at = next.tree
    keyAt = next.at
    depth += 1
  }
  return { tree: at, depth, keyAt }
}

function parse(text: string): Document | null {
  try {
    // The parser's own check for keys written twice is quadratic: 5 seconds for 256 KiB of keys.
    return parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
