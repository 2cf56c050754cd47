import { describe, expect, test } from 'vitest'
import { formats } from '../../src/report/index.ts'
import { envelope, finding, look, needs, textOf } from './envelopes.ts'

describe('every format', () => {
  test('has a name and extensions of its own', () => {
    const names = formats.map(({ name }) => name)
    const extensions = formats.flatMap((format) => format.extensions)
    expect(names).toEqual(['table', 'json', 'markdown', 'csv', 'junit', 'github', 'html', 'svg'])
    expect(new Set(extensions).size).toBe(extensions.length)
    expect(extensions.every((extension) => /^\.[a-z]+$/.test(extension))).toBe(true)
  })

  test.each(formats)(
    '$name is loaded on demand, ends with one line break, and does not change the result',
    async ({ load }) => {
      const result = envelope({
        headline: 'H',
        findings: [finding({ status: 'fail' }), finding()],
        tables: [needs],
        charts: [],
        warnings: ['w'],
      })
      const before = structuredClone(result)
      const text = textOf((await load())([result], look))
      expect(text).toMatch(/[^\n]\n$/)
      expect(result).toEqual(before)
    },
  )
})
