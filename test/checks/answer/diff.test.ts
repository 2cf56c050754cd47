import { describe, expect, it } from 'vitest'
import { diffResults } from '../../../src/checks/answer/index.ts'
import type { Thresholds } from '../../../src/checks/define-check.ts'
import { type Envelope, type Finding, OperatorError, type Status } from '../../../src/core/index.ts'
import { envelope, finding } from '../../report/envelopes.ts'
import { shown } from './hosts.ts'

const one = (status: Status, about: Partial<Finding> = {}) =>
  finding({ id: 'disk.space', title: 'Disk space', instance: '/var', status, because: 'It is so.', ...about })
const saved = (findings: Finding[], about: Partial<Envelope> = {}) =>
  envelope({ command: 'diagnose', findings, ...about })
const thresholds: Record<string, Thresholds> = {
  'disk.space': { unit: 'ratio', direction: 'above', warn: 0.9, fail: 0.98, warnClear: 0.8, failClear: 0.9 },
  'mem.available': { unit: 'ratio', direction: 'below', warn: 0.1, fail: 0.05, warnClear: 0.15 },
  'cpu.iowait': { unit: 'ratio', direction: 'above', warn: 0.4, warnClear: 0.2 },
}
const diff = (before: Finding[], after: Finding[]) => diffResults(saved(before), saved(after), thresholds)
const kinds = ['new', 'worse', 'unknown', 'same', 'notYetClear', 'better', 'gone'] as const
const kindOf = (before: Finding[], after: Finding[]) => {
  const { data } = diff(before, after)
  return kinds.flatMap((kind) => data[kind].map(() => kind))
}

describe('a finding is', () => {
  it.each<[string, Finding[], Finding[], string[]]>([
    ['new where it was fine', [one('pass')], [one('warn')], ['new']],
    ['new where it was not there', [], [one('fail')], ['new']],
    ['new where it was information', [one('info')], [one('warn')], ['new']],
    ['new where it was unknown', [one('unknown')], [one('warn')], ['new']],
    [
      'new at another instance, and gone at the first',
      [one('warn')],
      [one('warn', { instance: '/' })],
      ['new', 'gone'],
    ],
    ['worse from warn to fail', [one('warn')], [one('fail')], ['worse']],
    ['better from fail to warn', [one('fail')], [one('warn')], ['better']],
    ['the same', [one('warn')], [one('warn')], ['same']],
    ['gone where it is fine', [one('fail')], [one('pass')], ['gone']],
    ['gone where it does not apply', [one('fail')], [one('not-applicable')], ['gone']],
    ['gone where it was accepted', [one('fail')], [one('info', { index: 0.99 })], ['gone']],
    ['gone where it is not there', [one('fail')], [], ['gone']],
    ['unknown where it is not known any more', [one('fail')], [one('unknown')], ['unknown']],
    [
      'unknown where the whole check is',
      [one('fail')],
      [finding({ id: 'disk.space', status: 'unknown' })],
      ['unknown'],
    ],
    [
      'unknown where the check of its host is',
      [one('fail', { instance: 'web1:/var' })],
      [finding({ id: 'disk.space', instance: 'web1', status: 'unknown' })],
      ['unknown'],
    ],
    [
      'unknown where its host does not answer',
      [one('fail', { instance: 'web1' })],
      [finding({ id: 'hosts.unreachable', instance: 'web1', status: 'unknown' })],
      ['unknown'],
    ],
    [
      'gone where another host or instance or check is unknown',
      [one('fail', { instance: 'web1:/var' })],
      [
        finding({ id: 'hosts.unreachable', instance: 'web', status: 'unknown' }),
        one('unknown', { instance: 'web1:/' }),
        finding({ id: 'disk.inodes', status: 'unknown' }),
      ],
      ['gone'],
    ],
    ['nothing where it never was', [one('pass'), one('unknown', { instance: '/' })], [one('info')], []],
  ])('%s', (_, before, after, expected) => {
    expect(kindOf(before, after)).toEqual(expected)
  })
})

describe('a finding is not yet clear', () => {
  const memory = (status: Status, index: number) => one(status, { id: 'mem.available', index })
  const iowait = (status: Status, index: number) => one(status, { id: 'cpu.iowait', index })

  it.each<[string, Finding, Finding, string]>([
    [
      'between the limit and where it clears',
      one('warn'),
      one('pass', { index: 0.85 / 0.98 }),
      'notYetClear',
    ],
    ['but is gone where it clears', one('warn'), one('pass', { index: 0.79 / 0.98 }), 'gone'],
    [
      'where a failure warns above where the failure clears',
      one('fail'),
      one('warn', { index: 0.95 / 0.98 }),
      'notYetClear',
    ],
    [
      'where a failure is fine above where the warning clears',
      one('fail'),
      one('pass', { index: 0.85 / 0.98 }),
      'notYetClear',
    ],
    ['from below', memory('warn', 1), memory('pass', 0.05 / 0.12), 'notYetClear'],
    ['but is gone from below', memory('warn', 1), memory('pass', 0.05 / 0.2), 'gone'],
    ['but is gone where there is plenty', memory('warn', 1), memory('pass', 0), 'gone'],
    [
      'but is better where nothing says when a failure clears',
      memory('fail', 1),
      memory('warn', 0.8),
      'better',
    ],
    ['of a check that only warns', iowait('warn', 1), iowait('pass', 0.3 / 0.8), 'notYetClear'],
    ['but is gone of a check that only warns', iowait('warn', 1), iowait('pass', 0.1 / 0.8), 'gone'],
    ['but is gone without a number', one('warn'), one('pass'), 'gone'],
    [
      'but is gone without thresholds',
      one('warn', { id: 'x.y' }),
      one('pass', { id: 'x.y', index: 0.99 }),
      'gone',
    ],
  ])('%s', (_, before, after, expected) => {
    expect(kindOf([before], [after])).toEqual([expected])
  })
})

describe('the findings of a comparison', () => {
  const outcome = diff(
    [
      one('warn'),
      one('fail', { instance: '/same' }),
      one('fail', { instance: '/gone' }),
      one('warn', { instance: '/lost' }),
    ],
    [
      one('fail', { detail: true, evidence: { used: '99 %' } }),
      one('warn', { instance: '/new', advice: [{ text: 'Tidy up.' }] }),
      one('fail', { instance: '/same' }),
      one('unknown', { instance: '/lost' }),
    ],
  )

  it('warn and fail only for what is new or worse', () => {
    expect(
      outcome.findings.map(({ instance, status, because, detail }) => [instance, status, because, detail]),
    ).toEqual([
      ['/new', 'warn', 'New: It is so.', undefined],
      ['/var', 'fail', 'Worse, it was a warning: It is so.', undefined],
      ['/lost', 'unknown', 'not known any more (warn, now unknown): It is so.', true],
      ['/gone', 'pass', 'gone (fail, now absent): It is not there any more.', true],
      ['/same', 'info', 'as before (fail, now fail): It is so.', true],
    ])
    expect(outcome.findings[0]?.advice).toEqual([{ text: 'Tidy up.' }])
    expect(outcome.findings[1]?.evidence).toEqual({ used: '99 %' })
  })

  it('say so in the headline', () => {
    expect(outcome.headline).toBe(
      'Worse than before: 1 new, 1 worse, 1 not known any more, 1 gone, 1 as before.',
    )
    expect(diff([one('fail')], [one('warn', { index: 0.5 })]).headline).toBe(
      'Not worse than before: 1 better.',
    )
    expect(diff([one('pass')], []).headline).toBe('Nothing warns or fails, neither before nor now.')
  })

  it('say that it was unknown before', () => {
    expect(diff([one('unknown')], [one('warn')]).findings[0]?.because).toBe(
      'New, it was unknown before: It is so.',
    )
  })
})

describe('a comparison', () => {
  it('is shown with its tables', () => {
    expect(
      shown(
        diff(
          [one('fail')],
          [
            one('pass', { index: 0.85 / 0.98 }),
            one('fail', { id: 'x.y', title: 'X', instance: 'z'.repeat(60) }),
          ],
        ),
      ),
    ).toBe(`Worse than before: 1 new, 1 not yet clear.

fail: X [zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz]
  New: It is so.

Findings
Change         Finding                                       Was   Now
───────────────────────────────────────────────────────────────────────
new            X [zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz ...  –     fail
not yet clear  Disk space [/var]                             fail  pass
`)
  })

  it('asks for exit code 3 where the new result is not whole, and doubts what is missing', () => {
    for (const exitCode of [3, 130] as const) {
      const cut = diffResults(saved([]), saved([], { exitCode }), {})
      expect(cut.exitCode).toBe(3)
      expect(diffResults(saved([one('fail')]), saved([], { exitCode }), {}).data).toMatchObject({
        gone: [],
        unknown: [{ was: 'fail', now: null, because: 'The new result does not tell.' }],
      })
      expect(cut.warnings).toEqual([
        'The new result is not complete: what is called gone may still be there.',
      ])
    }
    const old = diffResults(saved([], { exitCode: 3 }), saved([], { exitCode: 1 }), {})
    expect(old).not.toHaveProperty('exitCode')
    expect(old.warnings).toEqual([
      'The old result is not complete: what is called new may have been there before.',
    ])
  })

  it.each([
    ['first', 'size', 'diagnose'],
    ['second', 'diagnose', 'size'],
  ])('refuses a %s result of another command', (name, before, after) => {
    expect(() => diffResults(envelope({ command: before }), envelope({ command: after }), {})).toThrow(
      new OperatorError({
        sentence: `The ${name} file to compare is a result of size, where one of diagnose is needed.`,
        hint: '',
      }).message,
    )
  })

  it.each<[string, Partial<Envelope>, string]>([
    [
      'that ended in an error',
      { error: { sentence: 'There is no such file.', hint: 'Look.' } },
      'The first file to compare holds no diagnosis, for that run ended in an error: There is no such file.',
    ],
    [
      'of a comparison',
      { data: diff([], []).data },
      'The first file to compare is a result of diagnose --diff, where one of diagnose is needed.',
    ],
  ])('refuses a result %s', (_, about, sentence) => {
    expect(() => diffResults(saved([], about), saved([]), {})).toThrow(sentence)
  })
})
