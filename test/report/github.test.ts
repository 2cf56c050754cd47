import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { github } from '../../src/report/github.ts'
import { envelope, envelopes, finding, hostile, look, textOf } from './envelopes.ts'

test('annotations tell what failed, what is doubtful, and the headline', () => {
  const findings = [
    finding({
      status: 'fail',
      title: 'Disk: 90 %, full',
      instance: 'a',
      because: '100 %\nfull',
      advice: [{ text: 'x', command: 'df' }],
    }),
    finding({ status: 'warn', advice: [{ text: 'Make room.' }] }),
    finding({ status: 'unknown', because: 'denied' }),
    finding(),
    finding({ status: 'unknown', detail: true, because: 'not asked' }),
    finding({ status: 'info' }),
  ]
  expect(textOf(github([envelope({ headline: 'All, but: 1', findings, warnings: ['old'] })], look))).toBe(
    `::error title=Disk%3A 90 %25%2C full [a]::100 %25%0Afull%0Ado: df
::warning title=Disk::it is half empty%0Ado: Make room.
::warning title=Disk::not judged: denied
::notice title=Disk::not judged: not asked
::warning title=lewis-perf size::old
::notice title=lewis-perf size::All, but: 1
`,
  )
})

test('an error is an annotation, and a result without a headline says its status', () => {
  const error = { sentence: 'It is gone.', hint: 'Look.' }
  expect(textOf(github([envelope({ error }), envelope()], look))).toBe(
    '::error title=lewis-perf size::It is gone. Look.\n::notice title=lewis-perf size::size: pass\n',
  )
})

test('no text can begin an annotation of its own', () => {
  fc.assert(
    fc.property(envelopes(hostile), (result) => {
      const lines = textOf(github([result], look))
        .trimEnd()
        .split('\n')
      for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::(\t|\P{Cc})*$/u)
      const judged = result.findings.filter(({ status }) => ['fail', 'warn', 'unknown'].includes(status))
      expect(lines).toHaveLength(judged.length + result.warnings.length + 1)
    }),
  )
})
