import { OperatorError } from '../core/index.ts'
import { visible } from './problem.ts'
import { parsedDocuments, plainOf } from './yaml-documents.ts'
import type { YamlChange, YamlPath } from './yaml-file.ts'
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from './yaml-package.ts'
import { changedPlain, plainAt, sameYaml } from './yaml-plain.ts'
import { blockLines, flowText, scalarText } from './yaml-rendering.ts'
import { columnOf, endOfLine, lineStart, newlineOf, type Splice, spliced } from './yaml-splice.ts'

/** Where something stands, and the maps around it. */
interface Found {
  map: YAMLMap
  pair: Pair
}

/** `text` with one value changed. Throws OperatorError (exit 2) where that would change more, as behind an anchor. */
export function changeYaml(text: string, change: YamlChange, file: string): string {
  const { document, path, value } = change
  const parsed = parsedDocuments(text, file)
  const root = parsed[document]
  if (root === undefined) throw new RangeError(`there is no document ${document}`)
  const expected = parsed.map((one, index) =>
    index === document ? changedPlain(plainOf(one, file), path, value) : plainOf(one, file),
  )
  const plain = plainOf(root, file)
  const splices = isNode(root.contents) ? splicesOf(text, root.contents, { path, value, plain }) : null
  const changed = splices === null ? null : spliced(text, splices)
  if (changed !== null && isAsExpected(changed, expected, file)) return changed
  throw new OperatorError({
    sentence: `${path.join('.')} cannot be changed in ${visible(file)} without changing more.`,
    hint: 'Write out what its anchors (&, *) stand for, one key a line, or emit without --manifest.',
  })
}

function isAsExpected(text: string, expected: readonly unknown[], file: string): boolean {
  try {
    return sameYaml(
      parsedDocuments(text, file).map((document) => plainOf(document, file)),
      expected,
    )
  } catch (error) {
    if (error instanceof OperatorError) return false
    throw error
  }
}

interface Wanted {
  path: YamlPath
  value: unknown
  /** The whole document as it is. */
  plain: unknown
}

/** What to replace; null where it cannot be done in place. */
function splicesOf(text: string, contents: Node, { path, value, plain }: Wanted): Splice[] | null {
  let node: Node = contents
  const around: Found[] = []
  for (const [depth, key] of path.entries()) {
    const [rest, above] = [path.slice(depth + 1), plainAt(plain, path.slice(0, depth))]
    if (isAlias(node)) return replaced(node, flowText(changedPlain(above, path.slice(depth), value)))
    if (isSeq(node) && typeof key === 'number') {
      const item = node.items[key]
      if (!isNode(item)) return null
      node = item
      continue
    }
    if (!isMap(node)) return null
    const map: YAMLMap = node
    const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key)
    if (pair === undefined) {
      if (value === undefined) return plainAt(above, [key]) === undefined ? [] : null
      return inserted(text, map, String(key), changedPlain(plainAt(above, [key]), rest, value))
    }
    around.push({ map, pair })
    if (isEmpty(pair.value) && value !== undefined)
      return filled(text, { map, pair }, changedPlain(undefined, rest, value))
    if (!isNode(pair.value)) return value === undefined ? [] : null
    node = pair.value
  }
  return value === undefined ? removed(text, around) : replaced(node, textFor(node, value))
}

function textFor(node: Node, value: unknown): string {
  return isScalar(node) && (typeof value === 'string' || typeof value === 'number')
    ? scalarText(node.type, value)
    : flowText(value)
}

function replaced(node: Node, text: string): Splice[] | null {
  const start = node.range?.[0]
  return start === undefined ? null : [{ start, end: endOf(node), text }]
}

/** A key without a value, or with an empty map. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (isMap(value)) return value.items.length === 0
  return isScalar(value) && value.value === null && (value.source ?? '') === ''
}

/** `resources: {}` and `resources:` get lines below, or a value beside. */
function filled(text: string, { map, pair }: Found, value: unknown): Splice[] | null {
  const colon = colonOf(text, pair)
  const end = isMap(pair.value) ? (pair.value.range?.[1] ?? colon) : colon
  if (map.flow || typeof value !== 'object') return [{ start: colon, end, text: ` ${flowText(value)}` }]
  const indent = columnOf(text, startOf(map))
  const after = endOfLine(text, end)
  return [
    { start: colon, end, text: '' },
    lineAt(text, after, blockLines(value, indent + stepOf(text), stepOf(text))),
  ]
}

function inserted(text: string, map: YAMLMap, key: string, value: unknown): Splice[] | null {
  const last = map.items.at(-1)
  if (last === undefined) return null
  const end = endOfPair(text, last)
  if (map.flow) return [{ start: end, end, text: `, ${key}: ${flowText(value)}` }]
  const lines = blockLines({ [key]: value }, columnOf(text, startOf(map)), stepOf(text))
  return [lineAt(text, endOfLine(text, end), lines)]
}

/** The pair, or the one around it that would be left empty; a comment at its end stays. */
function removed(text: string, around: readonly Found[]): Splice[] | null {
  const found = around.findLast(({ map }) => map.items.length > 1)
  if (found === undefined || !isNode(found.pair.key)) return null
  const { map, pair } = found
  const start = found.pair.key.range?.[0] ?? 0
  const end = endOfPair(text, pair)
  if (map.flow) return outOfFlow(text, map, pair)
  const begin = lineStart(text, start)
  if (text.slice(begin, start).trim() !== '') return null
  const stop = endOfLine(text, end)
  const comment = text.slice(end, stop).trim()
  return [
    {
      start: begin,
      end: stop,
      text: comment === '' ? '' : `${text.slice(begin, start)}${comment}${newlineOf(text)}`,
    },
  ]
}

function outOfFlow(text: string, map: YAMLMap, pair: Pair): Splice[] {
  const index = map.items.indexOf(pair)
  const before = map.items[index - 1]
  if (before !== undefined) return [{ start: endOfPair(text, before), end: endOfPair(text, pair), text: '' }]
  const next = map.items[index + 1]
  return [{ start: startOf(pair.key), end: startOf(next?.key), text: '' }]
}

function endOfPair(text: string, pair: Pair): number {
  return isEmpty(pair.value) && !isMap(pair.value)
    ? colonOf(text, pair)
    : isNode(pair.value)
      ? endOf(pair.value)
      : colonOf(text, pair)
}

/** Without the comments and blank lines behind it. */
function endOf(node: Node): number {
  const end = node.range?.[1] ?? 0
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last = node.items.at(-1)
    const value = isNode(last) ? last : isPair(last) ? last.value : null
    if (isNode(value) && !isEmpty(value)) return endOf(value)
  }
  return end
}

function colonOf(text: string, { key }: Pair): number {
  const end = isNode(key) ? (key.range?.[1] ?? 0) : 0
  return text.indexOf(':', end) + 1
}

function startOf(node: unknown): number {
  if (isMap(node) && node.flow !== true && node.items[0] !== undefined) return startOf(node.items[0].key)
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

function lineAt(text: string, at: number, lines: readonly string[]): Splice {
  const newline = newlineOf(text)
  const all = lines.map((line) => `${line}${newline}`).join('')
  // The last line of a text may end without a newline.
  return { start: at, end: at, text: at > 0 && text[at - 1] !== '\n' ? `${newline}${all}` : all }
}

/** By how much this text indents; 2 where it does not say. */
function stepOf(text: string): number {
  const [, spaces = '  '] = /^[^\s#-][^\n]*:[ \t]*\r?\n( +)[^\s#-]/m.exec(text) ?? []
  return spaces.length
}
