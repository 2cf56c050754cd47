import { describe, expect, it } from 'vitest'
import type { Judged } from '../../../src/checks/judge.ts'
import { answerTo, finding } from './samples.ts'

describe('swap space', () => {
  const ask = (swapBytes: number, ...findings: Judged[]) =>
    answerTo('Enable swap', findings, { meminfo: { SwapTotal: swapBytes } })

  it('is there', () => {
    expect(ask(2 ** 30, finding('mem.swap-io', 'pass'))).toMatchObject({
      answer: 'pass',
      because: 'The guide asks for swap space, and there are 1 GiB of it.',
    })
  })

  it('is not there', () => {
    expect(ask(0)).toMatchObject({
      answer: 'fail',
      because: 'The guide asks for swap space, and there is none.',
    })
  })

  it.each([
    ['mem.swap-io', 'fail'],
    ['mem.swap-used', 'warn'],
    ['mem.swappiness', 'info'],
  ] as const)('is there, but %s disagrees and wins', (id, status) => {
    expect(ask(2 ** 30, finding(id, status, 'It hurts. Much.'))).toMatchObject({
      answer: 'fail',
      because: `The guide asks for swap space, and there are 1 GiB of it. ${id} disagrees, and wins: It hurts.`,
    })
  })

  it('information on its use is no disagreement', () => {
    expect(ask(2 ** 30, finding('mem.swap-used', 'info')).answer).toBe('pass')
  })

  it('is unknown where it was not read', () => {
    expect(answerTo('Enable swap', []).answer).toBe('unknown')
  })
})

describe('CPU frequency scaling', () => {
  const cpuFrequency = [
    { cpu: 0, governor: 'powersave', preference: null },
    { cpu: 1, governor: 'powersave', preference: null },
  ]
  const ask = (...findings: Judged[]) => answerTo('Enable CPU', findings, { cpuFrequency })
  const guide = 'The guide asks for frequency scaling, and it is on (governor powersave).'

  it('passes where the check agrees', () => {
    expect(ask(finding('cpu.governor', 'pass'))).toMatchObject({
      answer: 'pass',
      because: `${guide} cpu.governor agrees: it keeps the frequency high.`,
    })
  })

  it('fails where the check disagrees, and tells both', () => {
    expect(
      ask(finding('cpu.governor', 'pass'), finding('cpu.governor', 'info', 'It saves power. Change it.')),
    ).toMatchObject({ answer: 'fail', because: `${guide} cpu.governor disagrees, and wins: It saves power.` })
  })

  it('is unknown where the check was left out or could not tell', () => {
    expect(ask().answer).toBe('unknown')
    expect(ask(finding('cpu.governor', 'unknown')).answer).toBe('unknown')
  })

  it('is a matter of the host where the machine has none', () => {
    expect(answerTo('Enable CPU', []).answer).toBe('manual')
  })

  it('is unknown where it may not be read', () => {
    expect(answerTo('Enable CPU', [], {}, { missing: { cpuFrequency: 'denied' } })).toMatchObject({
      answer: 'unknown',
      because: '/cpuFrequency could not be read.',
    })
  })
})
