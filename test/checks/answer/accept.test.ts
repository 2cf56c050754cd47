import { describe, expect, it } from 'vitest'
import { acceptFindings, parseKnownFindings } from '../../../src/checks/answer/index.ts'
import { envelope } from '../../report/envelopes.ts'
import { judged } from '../ranking/samples.ts'
import { refusal } from './hosts.ts'

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
    parseKnownFindings(typeof value === 'string' ? value : JSON.stringify(value), 'known.json', [
      'cpu.load',
      'disk.space',
      'net.retrans',
      'a.b',
    ])

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

  it('is no list with a check that there is not, where a saved result may have one', () => {
    expect(refusal(() => parse(['disk.spcae:/var']))).toEqual([
      'known.json accepts "disk.spcae", and there is no such check.',
      'Did you mean disk.space?',
      2,
    ])
    const saved = envelope({ command: 'diagnose', findings: [judged({ id: 'old.one' }).finding] })
    expect(parse(saved)).toEqual([{ id: 'old.one', status: 'warn' }])
  })

  it('is not a result of another command', () => {
    expect(refusal(() => parse(envelope({ command: 'size' })))).toEqual([
      'known.json is a result of size, where one of diagnose is needed.',
      'Give what lewis-perf diagnose wrote with --json, once it had measured.',
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
