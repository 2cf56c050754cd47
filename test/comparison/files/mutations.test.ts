import * as fc from 'fast-check'
import { test } from 'vitest'
import { compareFiles, readBenchmarkFile } from '../../../src/comparison/index.ts'
import { OperatorError } from '../../../src/core/index.ts'
import { texts } from './texts.ts'

const rules = { tolerance: 0.02, detect: 0.05, allowRemoved: false, allowCrossMachine: true }
const pieces = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    'null',
    '[]',
    '{}',
    '-1',
    '1e999',
    '"x"',
    '__proto__',
    '│',
    '±',
    '\u0000',
    ',',
    '}',
    'e-400',
  ),
)

test.each(Object.entries(texts))('a damaged file of %s is read, or refused in a sentence', (_, text) => {
  const mutation = fc.record({ at: fc.nat(text.length), length: fc.nat(8), piece: pieces })
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const damaged = mutations.reduce(
        (all, { at, length, piece }) => all.slice(0, at) + piece + all.slice(at + length),
        text,
      )
      try {
        const old = readBenchmarkFile(text, 'F', 'old')
        const fresh = readBenchmarkFile(damaged, 'G')
        compareFiles({ name: 'F', file: old }, { name: 'G', file: fresh }, rules)
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error
      }
    }),
    { numRuns: 300 },
  )
})

/** Each value of a JSON file in turn is taken for another. */
test.each(['hyperfine', 'tinybench6', 'tinybench2', 'vitest', 'google', 'own'] as const)(
  'any value in a file of %s may be of another kind',
  (key) => {
    const strange = [null, [], {}, -1, 1e308, 'x', true, [null], { length: 3 }]
    for (const other of strange) {
      for (let place = 0; ; place++) {
        let seen = 0
        const text = JSON.stringify(JSON.parse(texts[key]), (_, value: unknown) =>
          seen++ === place ? other : value,
        )
        if (seen <= place) break
        try {
          const file = readBenchmarkFile(text, 'F')
          compareFiles({ name: 'F', file }, { name: 'G', file }, rules)
        } catch (error) {
          if (!(error instanceof OperatorError)) throw error
        }
      }
    }
  },
)
