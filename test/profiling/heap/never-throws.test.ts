import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  heapSnapshotReader,
  readHeapProfile,
  surveyHeap,
  topFunctions,
} from '../../../src/profiling/index.ts'
import { type LiteralObject, layouts, snapshotText } from './literal-heap.ts'

const numRuns = 10_000
const crumbs = [
  '',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  'null',
  '{}',
  '[]',
  '"',
  '\\',
  '\\u',
  ',',
  ']',
  '}',
  '\u0000',
  '\uD800',
]
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(6),
  crumb: fc.oneof(fc.constantFrom(...crumbs), fc.nat(40).map(String), fc.string({ maxLength: 6 })),
})
const heap: Record<string, LiteralObject> = {
  root: {
    type: 'synthetic',
    to: [
      ['shortcut', '1', 'global'],
      ['element', 1, 'roots'],
    ],
  },
  roots: {
    type: 'synthetic',
    to: [
      ['element', 1, 'Link'],
      ['element', 2, 'global'],
    ],
  },
  global: {
    size: 24,
    to: [
      ['property', 'cache', 'Map'],
      ['property', '__proto__', 'Link'],
    ],
  },
  Map: {
    size: 16,
    to: [
      ['internal', 'table', 'table'],
      ['weak', 'x', 'Link'],
    ],
  },
  table: { type: 'array', size: 80, to: [['internal', '3', 'Link']] },
  Link: {
    size: 40,
    to: [
      ['property', 'next', 'Link'],
      ['internal', '1 / part of key (Link @11) -> value (a @13) pair in WeakMap (table @9)', 'text'],
    ],
  },
  text: { type: 'string', name: 'secret', size: 16 },
}
const seeds = Object.values(layouts).map((layout) => snapshotText(heap, layout))
const earlier = surveyHeap(expectRead(seeds[0] ?? '')).census

describe('a damaged heap snapshot', () => {
  it('never throws and is refused with a reason, or counted without losing a byte', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 400 }),
        (seed, mutations, size) => expectSound(mutated(seed, mutations), size),
      ),
      { numRuns },
    )
  }, 120_000)

  it('never throws where only its numbers are wrong', () => {
    const number = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), value: fc.nat(60) })
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(number, { minLength: 1, maxLength: 5 }),
        (seed, changes) => {
          let text = seed
          for (const { at, value } of changes) {
            const places = [...text.matchAll(/(?<=[[,])\d+(?=[\],])/g)]
            const place = places[Math.floor(at * (places.length - 1))]
            if (place === undefined) continue
            text = text.slice(0, place.index) + String(value) + text.slice(place.index + place[0].length)
          }
          expectSound(text, 1000)
        },
      ),
      { numRuns },
    )
  }, 120_000)
})

describe('a damaged heap profile', () => {
  it('never throws and is refused with a reason, or has sound figures', () => {
    const leaf = fc.oneof(fc.constantFrom(0, 1, -1, 1e308, null, 'a', '', '(root)'), fc.double())
    const frame = fc.record(
      { functionName: leaf, url: fc.oneof(leaf, fc.constant('file:///%')), lineNumber: leaf },
      { requiredKeys: [] },
    )
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.record({ callFrame: frame, selfSize: fc.nat(9), children: fc.constant([]) }),
        fc.record(
          {
            callFrame: fc.oneof({ weight: 5, arbitrary: frame }, { weight: 1, arbitrary: leaf }),
            selfSize: fc.oneof({ weight: 5, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: leaf }),
            children: fc.oneof(
              { weight: 5, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
              { weight: 1, arbitrary: leaf },
            ),
          },
          { requiredKeys: ['callFrame', 'selfSize'] },
        ),
        leaf,
      ),
    }))
    let understood = 0
    fc.assert(
      fc.property(fc.record({ head: node, samples: fc.oneof(leaf, fc.array(leaf)) }), (file) => {
        const read = readHeapProfile(file)
        if (!read.ok) {
          expect(read.problem).not.toBe('')
          return
        }
        understood++
        for (const { self, total, totalShare } of topFunctions(read.value, 20)) {
          expect(total).toBeGreaterThanOrEqual(self * (1 - 1e-9))
          expect(totalShare).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns },
    )
    expect(understood).toBeGreaterThan(numRuns / 20)
  }, 120_000)
})

function mutated(seed: string, mutations: readonly { at: number; length: number; crumb: string }[]): string {
  let text = seed
  for (const { at, length, crumb } of mutations) {
    const begin = Math.floor(at * text.length)
    text = text.slice(0, begin) + crumb + text.slice(begin + length)
  }
  return text
}

function expectRead(text: string) {
  const reader = heapSnapshotReader()
  reader.push(text)
  const read = reader.finish()
  if (!read.ok) throw new Error(`The seed ${read.problem}.`)
  return read.value
}

function expectSound(text: string, size: number): void {
  const reader = heapSnapshotReader()
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
  const read = reader.finish()
  if (!read.ok) {
    expect(read.problem).toMatch(/^is (?:no heap snapshot$|cut off$|damaged: .)/)
    return
  }
  const { classes, bytes, growth } = surveyHeap(read.value, earlier)
  expect(classes.reduce((sum, { shallowBytes }) => sum + shallowBytes, 0)).toBe(bytes)
  expect(bytes).toBe(read.value.nodes.size.reduce((sum, one) => sum + one, 0))
  for (const { shallowBytes, retainedBytes } of classes) {
    expect(retainedBytes).toBeGreaterThanOrEqual(0)
    expect(shallowBytes).toBeGreaterThan(0)
  }
  expect(growth?.change.bytes).toBe(bytes - earlier.size.reduce((sum, one) => sum + one, 0))
}
