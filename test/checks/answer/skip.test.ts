import { describe, expect, it } from 'vitest'
import { skipFindings } from '../../../src/checks/answer/index.ts'
import { parseSkip, type Skip } from '../../../src/core/index.ts'
import { factsWith, judged } from '../ranking/samples.ts'
import { answerFor, host, refusal } from './hosts.ts'

const ids = ['disk.space', 'net.retrans', 'cpu.load']
const findings = [
  judged({
    id: 'disk.space',
    instance: '/',
    status: 'fail',
    index: 1,
    command: 'du',
    evidence: { used: '98 %' },
  }),
  judged({ id: 'disk.space', instance: '/var', status: 'warn' }),
  judged({ id: 'cpu.load', status: 'pass' }),
]
const skip = (about: Partial<Skip>, today = '2026-05-01') =>
  skipFindings(findings, [{ id: 'disk.space', reason: 'it is a CD', until: '2026-06-30', ...about }], {
    ids,
    today,
    host: 'web1',
  })
describe('a skipped finding', () => {
  it('does not apply, and says why, until when and what it would be', () => {
    const { judged: left, skipped, warnings } = skip({ instance: '/' })
    expect(left[0]?.finding).toEqual({
      id: 'disk.space',
      instance: '/',
      title: 'Title of disk.space',
      status: 'not-applicable',
      because: 'Skipped: it is a CD, until 2026-06-30. It would be fail: The figure of disk.space is high.',
      evidence: { used: '98 %' },
    })
    expect(left.slice(1)).toEqual(findings.slice(1))
    expect(skipped).toEqual([
      {
        host: 'web1',
        id: 'disk.space',
        instance: '/',
        reason: 'it is a CD',
        until: '2026-06-30',
        was: 'fail',
      },
    ])
    expect(warnings).toEqual([])
  })

  it('is every instance where none is named', () => {
    expect(skip({}).skipped.map(({ instance }) => instance)).toEqual(['/', '/var'])
  })

  it.each([
    ['the host', 'web1', ['/', '/var']],
    ['host and instance', 'web1:/var', ['/var']],
    ['another host', 'web2', []],
    ['another instance', '/tmp', []],
  ])('may be named by %s', (_, instance, expected) => {
    expect(skip({ instance }).skipped.map((one) => one.instance)).toEqual(expected)
  })

  it('without an instance has none, and without an end names none', () => {
    const { judged: left, skipped } = skip({ id: 'cpu.load', until: null })
    expect(skipped[0]).toMatchObject({ instance: null, until: null, was: 'pass' })
    expect(left[2]?.finding).not.toHaveProperty('instance')
    expect(left[2]?.finding.because).toMatch(/^Skipped: it is a CD\. It would be pass:/)
  })

  it('never ranks', () => {
    expect(answerFor([host('web1', skip({}).judged, { facts: factsWith() })]).data.hypotheses).toEqual([])
  })
})

describe('a skip', () => {
  it('holds on its last day', () => {
    expect(skip({}, '2026-06-30').skipped).toHaveLength(2)
  })

  it('that has ended skips nothing and warns', () => {
    expect(skip({ instance: '/' }, '2026-07-01')).toEqual({
      judged: findings,
      skipped: [],
      warnings: [
        'The skip of disk.space:/ (it is a CD) ended on 2026-06-30: it is judged again. Mend it, or give the skip a new date.',
      ],
    })
    expect(skip({}, '2026-07-01').warnings[0]).toContain('The skip of disk.space (it is a CD)')
  })

  it('of a check that does not exist is refused, with what was meant', () => {
    expect(refusal(() => skip({ id: 'disk.spce' }))).toEqual([
      'There is no check disk.spce that could be skipped.',
      'Did you mean disk.space?',
      2,
    ])
    expect(refusal(() => skip({ id: 'nonsense' }))).toEqual([
      'There is no check nonsense that could be skipped.',
      'Run lewis-perf explain for the list of checks.',
      2,
    ])
  })

  it('that has ended is refused too where its check does not exist', () => {
    expect(refusal(() => skip({ id: 'nonsense' }, '2027-01-01'))).toHaveLength(3)
  })

  it.each([
    ['disk.space', { id: 'disk.space' }],
    ['disk.space:/var', { id: 'disk.space', instance: '/var' }],
    ['net.ports:10.0.0.1:443', { id: 'net.ports', instance: '10.0.0.1:443' }],
    ['lim.fd-process:[::]:80', { id: 'lim.fd-process', instance: '[::]:80' }],
  ])('is written as %s', (text, expected) => {
    expect(parseSkip(text)).toEqual({
      ok: true,
      value: { ...expected, reason: 'asked for with --skip', until: null },
    })
  })

  it.each(['', 'disk', 'disk.space:', ':/var', 'Disk.space', 'disk space', 'disk.space /var'])(
    'is not %j',
    (text) => {
      expect(parseSkip(text)).toMatchObject({ ok: false })
    },
  )
})
