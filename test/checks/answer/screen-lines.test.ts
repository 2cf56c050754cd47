import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { screenLines } from '../../../src/checks/answer/screen-lines.ts'
import type { Finding, Table } from '../../../src/core/index.ts'
import { judged } from '../ranking/samples.ts'
import { linesOf, shown } from './hosts.ts'

describe('counting lines', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9(),:%'=-]{1,14}$/)
  const text = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '))

  it('never counts fewer than the terminal shows', () => {
    const finding: fc.Arbitrary<Finding> = fc.record({
      id: fc.constant('cpu.a'),
      title: text,
      status: fc.constantFrom('warn' as const, 'fail' as const),
      because: text,
      evidence: fc.constant({}),
      advice: fc.array(fc.record({ text }), { maxLength: 2 }),
    })
    const table = fc.record({
      title: text,
      columns: fc.constant<Table['columns']>([
        { key: 'a', title: 'A' },
        { key: 'b', title: 'B' },
      ]),
      rows: fc.array(fc.array(word, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
    })
    const outcome = fc.record({
      headline: text,
      findings: fc.array(finding, { maxLength: 3 }),
      tables: fc.array(table, { maxLength: 2 }),
      warnings: fc.array(text, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(outcome, (about) => {
        const counted = screenLines(about)
        expect(counted).toBeGreaterThanOrEqual(linesOf(shown({ data: null, ...about })).length)
      }),
    )
  })

  it('takes a word or a command that is wider than the screen as never fitting', () => {
    const base = { headline: 'x', findings: [], tables: [], warnings: [] }
    expect(screenLines(base)).toBe(1)
    expect(screenLines({ ...base, headline: 'x'.repeat(80) })).toBe(1)
    expect(screenLines({ ...base, headline: 'x'.repeat(81) })).toBe(Number.POSITIVE_INFINITY)
    const { finding } = judged({ id: 'cpu.a', command: 'y'.repeat(74) })
    expect(screenLines({ ...base, findings: [finding] })).toBe(5)
    const wide = judged({ id: 'cpu.a', command: 'y'.repeat(75) }).finding
    expect(screenLines({ ...base, findings: [wide] })).toBe(Number.POSITIVE_INFINITY)
  })

  it('takes letters beyond Latin as two columns wide', () => {
    const base = { findings: [], tables: [], warnings: [] }
    expect(screenLines({ ...base, headline: '容'.repeat(41) })).toBe(Number.POSITIVE_INFINITY)
    expect(screenLines({ ...base, headline: 'ß'.repeat(80) })).toBe(1)
  })

  it('counts the rows of a table twice where they are wider than the screen', () => {
    const base = { headline: 'x', findings: [], warnings: [] }
    const rows = (cell: string) => [
      { title: 'T', columns: [{ key: 'a', title: 'A' }], rows: [[cell], [null]] },
    ]
    expect(screenLines({ ...base, tables: rows('y'.repeat(80)) })).toBe(1 + 1 + 5)
    expect(screenLines({ ...base, tables: rows('y'.repeat(81)) })).toBe(1 + 1 + 7)
  })

  it('leaves out details', () => {
    const detail = { title: 'T', columns: [], rows: [], detail: true }
    const { finding } = judged({ id: 'cpu.a', detail: true })
    expect(screenLines({ headline: 'x', findings: [finding], tables: [detail], warnings: [] })).toBe(1)
  })
})
