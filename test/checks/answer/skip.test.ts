import { describe, expect, it } from 'vitest'
import {
  acceptFindings,
  parseKnownFindings,
  parseSkip,
  type Skip,
  skipFindings,
} from '../../../src/checks/answer/index.ts'
import { OperatorError } from '../../../src/core/index.ts'
import { envelope } from '../../report/envelopes.ts'
import { factsWith, judged } from '../ranking/samples.ts'
import { answerFor, host } from './hosts.ts'

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
const refusal = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error instanceof OperatorError ? [error.sentence, error.hint, error.exitCode] : error
  }
}

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

describe('an accepted finding', () => {
  const accept = (known: Parameters<typeof acceptFindings>[1]) => acceptFindings(findings, known, 'web1')

  it('is information, says so, and is listed', () => {
    const { judged: left, accepted } = accept([{ id: 'disk.space', instance: '/', status: 'fail' }])
    expect(left[0]?.finding).toMatchObject({
      status: 'info',
      because: 'Known and accepted as fail: The figure of disk.space is high.',
      evidence: { used: '98 %', accepted: 'fail' },
    })
    expect(left.slice(1)).toEqual(findings.slice(1))
    expect(accepted).toEqual([{ host: 'web1', id: 'disk.space', instance: '/', was: 'fail' }])
  })

  it('that grew better stays accepted', () => {
    expect(accept([{ id: 'disk.space', instance: '/var', status: 'fail' }]).accepted).toEqual([
      { host: 'web1', id: 'disk.space', instance: '/var', was: 'warn' },
    ])
  })

  it('that grew worse is not accepted and says so', () => {
    const { judged: left, accepted } = accept([{ id: 'disk.space', instance: '/', status: 'warn' }])
    expect(accepted).toEqual([])
    expect(left[0]?.finding).toMatchObject({
      status: 'fail',
      because: 'The figure of disk.space is high. It was accepted as a warning, and is worse now.',
    })
  })

  it.each([
    ['the instance of a host', { id: 'disk.space', instance: 'web1:/' }, 1],
    ['another instance', { id: 'disk.space', instance: '/tmp' }, 0],
    ['no instance', { id: 'disk.space' }, 0],
    ['another check', { id: 'disk.inodes', instance: '/' }, 0],
    ['what is fine', { id: 'cpu.load' }, 0],
  ])('by %s', (_, known, count) => {
    expect(accept([{ ...known, status: 'fail' }]).accepted).toHaveLength(count)
  })

  it('without an instance is known by its host or by none', () => {
    const load = [judged({ id: 'cpu.load', status: 'warn' })]
    for (const known of [{ id: 'cpu.load' }, { id: 'cpu.load', instance: 'web1' }]) {
      expect(acceptFindings(load, [{ ...known, status: 'warn' }], 'web1').accepted).toEqual([
        { host: 'web1', id: 'cpu.load', instance: null, was: 'warn' },
      ])
    }
    expect(
      acceptFindings(load, [{ id: 'cpu.load', instance: 'web2', status: 'warn' }], 'web1').accepted,
    ).toEqual([])
  })
})

describe('the file of accepted findings', () => {
  const parse = (value: unknown) =>
    parseKnownFindings(typeof value === 'string' ? value : JSON.stringify(value), 'known.json')

  it('is a saved result, of which warnings, failures and what was accepted count', () => {
    const { judged: left } = acceptFindings(
      findings,
      [{ id: 'disk.space', instance: '/', status: 'fail' }],
      'web1',
    )
    const saved = envelope({
      command: 'diagnose',
      findings: [...left.map(({ finding }) => finding), judged({ id: 'cpu.b', status: 'info' }).finding],
    })
    const expected = [
      { id: 'disk.space', instance: '/', status: 'fail' },
      { id: 'disk.space', instance: '/var', status: 'warn' },
    ]
    expect(parse(saved)).toEqual(expected)
    expect(parse([saved, saved])).toEqual([...expected, ...expected])
  })

  it('is a list of names and objects', () => {
    expect(
      parse([
        'cpu.load',
        'disk.space:/var',
        { id: 'net.retrans', status: 'warn' },
        { id: 'a.b', instance: 'x:y' },
      ]),
    ).toEqual([
      { id: 'cpu.load', status: 'fail' },
      { id: 'disk.space', instance: '/var', status: 'fail' },
      { id: 'net.retrans', status: 'warn' },
      { id: 'a.b', instance: 'x:y', status: 'fail' },
    ])
    expect(parse('\uFEFF[]')).toEqual([])
  })

  it('is not a result of another command', () => {
    expect(refusal(() => parse(envelope({ command: 'size' })))).toEqual([
      'known.json is a result of size, where one of diagnose is needed.',
      'Give a file that lewis-perf diagnose wrote with --json, or a list of ids.',
      2,
    ])
  })

  it.each([1, null, {}, { id: 1 }, { id: 'a.b', instance: 1 }, { id: 'a.b', status: 'pass' }])(
    'is not a list with %j',
    (entry) => {
      expect(refusal(() => parse([entry]))).toEqual([
        `known.json has an entry that names no finding, got ${JSON.stringify(entry)}.`,
        'Write {"id": "disk.space", "instance": "/var", "status": "warn"}, or "disk.space:/var".',
        2,
      ])
    },
  )

  it.each(['', '{', '{"a":1}', '3'])('is not %j', (text) => {
    expect(refusal(() => parse(text))).toHaveLength(3)
  })
})
