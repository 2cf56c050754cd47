import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../src/report/display-width.ts'
import type { Look } from '../../src/report/index.ts'
import { table } from '../../src/report/table.ts'
import { envelope, envelopes, finding, hostile, look, needs, prose, textOf } from './envelopes.ts'

const show = (about: Parameters<typeof envelope>[0], changes: Partial<Look> = {}) =>
  textOf(table([envelope(about)], { ...look, ...changes }))

describe('the screen', () => {
  const whole = {
    headline: 'You need 22 cores.',
    findings: [
      finding({ title: 'Memory' }),
      finding({ title: 'Swap' }),
      finding({ title: 'NUMA', status: 'not-applicable' }),
      finding({ title: 'Steal', status: 'warn', because: 'it is 12 %' }),
      finding({
        status: 'fail',
        instance: '/var',
        because: 'it is full',
        evidence: { used: { value: 1, unit: 'ratio' } },
        advice: [{ text: 'Make room.', command: 'rm -r /var/tmp/x', undo: 'restore x', risk: 'data' }],
      }),
    ],
    tables: [needs, { ...needs, title: 'Background', detail: true }],
    warnings: ['not measured'],
    documents: [{ name: 'a.yaml', mediaType: 'application/yaml', text: 'a: 1\n' }],
  } as const satisfies Parameters<typeof envelope>[0]

  test('has the answer first, then what is wrong, tables, doubts and what is fine', () => {
    expect(
      show({
        ...whole,
        findings: [...whole.findings],
        tables: [...whole.tables],
        warnings: [...whole.warnings],
        documents: [...whole.documents],
      }),
    ).toBe(
      `You need 22 cores.

fail: Disk [/var]
  it is full
  do: rm -r /var/tmp/x
warn: Steal
  it is 12 %

Needs
Resource      Need
──────────────────
CPU       22 cores
GPU              –

warning: not measured

fine: Memory, Swap
not applicable: NUMA

file: a.yaml
`,
    )
  })

  test('has background, evidence and how to take it back when it is verbose', () => {
    const text = show(
      { findings: [...whole.findings], tables: [...whole.tables] },
      { verbose: true, unicode: false },
    )
    expect(text).toContain('\nBackground\nResource      Need\n------------------\n')
    expect(text).toContain(
      '  evidence: used 100 %\n  advice: Make room. (risk: data)\n  do: rm -r /var/tmp/x\n  undo: restore x\n',
    )
  })

  test('is the headline alone when it is quiet', () => {
    expect(show({ headline: 'You need 22 cores.', tables: [needs] }, { quiet: true })).toBe(
      'You need 22 cores.\n',
    )
  })

  test('names command and status where there is no headline', () => {
    expect(show({ status: 'warn' })).toBe('size: warn\n')
  })

  test('says that an interrupted result is not complete', () => {
    expect(show({ interrupted: true })).toBe(
      'size: pass\n\nwarning: interrupted: this result is not complete\n',
    )
  })

  test('is its two lines for an error', () => {
    expect(show({ error: { sentence: 'No.', hint: 'Yes.' }, tables: [needs] })).toBe(
      'error: No.\nhint: Yes.\n',
    )
  })

  test('is the files alone, to the letter, where they are the answer', () => {
    const documents = ['a: 1\n\n# µ\n', 'b: 2'].map((text) => ({ name: 'x', mediaType: 'text/plain', text }))
    expect(show({ documents, warnings: ['w'] }, { unicode: false, quiet: true })).toBe('a: 1\n\n# µ\nb: 2\n')
  })

  test('parts several results by an empty line', () => {
    expect(textOf(table([envelope({ headline: 'A' }), envelope({ headline: 'B' })], look))).toBe('A\n\nB\n')
  })

  test('paints the status word and nothing else of a finding', () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`
    const colour = {
      bold: mark('b'),
      dim: mark('d'),
      red: mark('r'),
      green: mark('g'),
      yellow: mark('y'),
      cyan: mark('c'),
    }
    const findings = (['fail', 'warn', 'unknown', 'info'] as const).map((status) =>
      finding({ status, because: '' }),
    )
    expect(show({ headline: 'H', findings, warnings: ['w'] }, { colour })).toBe(
      '<b>H</b>\n\n<r>fail:</r> Disk\n<y>warn:</y> Disk\n<d>unknown:</d> Disk\n<c>info:</c> Disk\n\n<y>warning:</y> w\n',
    )
  })
})

describe('for every result', () => {
  const width = fc.constantFrom(40, 80, 200)

  test('no line is wider than the screen, and the text ends with one line break', () => {
    fc.assert(
      fc.property(
        envelopes(prose),
        width,
        fc.boolean(),
        fc.boolean(),
        (result, columns, unicode, verbose) => {
          const text = textOf(
            table([{ ...result, documents: [] }], { ...look, width: columns, unicode, verbose }),
          )
          const widest = Math.max(...text.split('\n').map(displayWidth))
          expect(widest).toBeLessThanOrEqual(columns)
          expect(text).toMatch(/[^\n]\n$|^\n$/)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('no control character reaches the screen, and nothing but ASCII where that is asked for', () => {
    fc.assert(
      fc.property(envelopes(hostile), (result) => {
        const shown = { ...result, documents: [] }
        expect(textOf(table([result], look))).not.toMatch(/(?!\n|\t)[\p{Cc}\p{Cs}]/u)
        expect(textOf(table([shown], { ...look, unicode: false, verbose: true }))).toMatch(/^[\n -~]*$/)
      }),
      { numRuns: 300 },
    )
  })
})
