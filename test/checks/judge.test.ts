import { describe, expect, it } from 'vitest'
import { type CheckSpec, defineCheck, type Reading, type Verdict } from '../../src/checks/define-check.ts'
import { judge, type ThresholdChanges } from '../../src/checks/judge.ts'
import { type FactName, type Facts, type Finding, quantity } from '../../src/core/index.ts'
import { factsWith } from './ranking/samples.ts'

type Changes = Partial<Omit<CheckSpec<FactName, FactName>, 'evaluate'>>

function checkOf(verdict: Verdict, changes: Changes = {}) {
  return defineCheck<FactName, FactName>({
    id: 'cpu.sample',
    group: 'cpu',
    resource: 'cpu',
    role: 'saturation',
    title: 'A sample',
    meaning: 'It matters.',
    reads: '/proc/sample',
    source: 'a test',
    needs: [],
    thresholds: { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.8 },
    advice: [],
    ...changes,
    evaluate: () => verdict,
  })
}

function all(
  verdict: Verdict,
  changes: Changes = {},
  facts: Facts = factsWith(),
  limits: ThresholdChanges = {},
): Finding[] {
  return judge([checkOf(verdict, changes)], facts, limits).map(({ finding }) => finding)
}

function one(...given: Parameters<typeof all>): Finding {
  const [first] = all(...given)
  if (first === undefined) throw new Error('there is no finding')
  return first
}

function reading(value: number | null, changes: Partial<Reading> = {}): Reading {
  return { value, because: 'Seen.', evidence: {}, ...changes }
}

const below: Changes = { thresholds: { unit: 'ratio', direction: 'below', warn: 0.1, fail: 0.04 } }
const warnsOnly: Changes = { thresholds: { unit: 'ratio', direction: 'above', warn: 0.5 } }

describe('a value is judged by thresholds', () => {
  it.each<[string, number, Changes, string, number]>([
    ['below the warning', 0.4999, {}, 'pass', 0.625],
    ['at the warning', 0.5, {}, 'warn', 0.625],
    ['just below the failure', 0.7999, {}, 'warn', 1],
    ['at the failure', 0.8, {}, 'fail', 1],
    ['far above, where the index ends', 9, {}, 'fail', 2],
    ['below zero, where the index begins', -3, {}, 'pass', 0],
    ['above the warning of one that is bad when low', 0.1001, below, 'pass', 0.4],
    ['at that warning', 0.1, below, 'warn', 0.4],
    ['at that failure', 0.04, below, 'fail', 1],
    ['at zero, where the index ends', 0, below, 'fail', 2],
    ['of a check that only warns: at the warning it is half way', 0.5, warnsOnly, 'warn', 0.5],
    ['and at twice the warning critical', 1, warnsOnly, 'warn', 1],
    [
      'of a limit of zero that is reached',
      0,
      { thresholds: { unit: 'count', direction: 'above', fail: 0 } },
      'fail',
      1,
    ],
    [
      'of a limit of zero that is passed',
      1,
      { thresholds: { unit: 'count', direction: 'above', fail: 0 } },
      'fail',
      2,
    ],
  ])('%s', (_, value, changes, status, index) => {
    expect(one(reading(value), changes)).toMatchObject({ status, index })
  })

  it('and without a number there is no verdict and no index', () => {
    for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY]) {
      const finding = one(reading(value))
      expect(finding.status).toBe('unknown')
      expect(finding).not.toHaveProperty('index')
    }
  })

  it('and without thresholds all is well', () => {
    const { thresholds: _, ...check } = checkOf(reading(7))
    const finding = judge([check], factsWith())[0]?.finding
    expect(finding?.status).toBe('pass')
    expect(finding).not.toHaveProperty('index')
  })
})

describe('a verdict of the check itself', () => {
  it('goes before the thresholds', () => {
    expect(one(reading(9, { status: 'info' }))).toMatchObject({ status: 'info', index: 2 })
    expect(one(reading(null, { status: 'fail' }))).not.toHaveProperty('index')
  })

  it('is held back by the worst that the reading or the check may say', () => {
    expect(one(reading(9, { atMost: 'warn' })).status).toBe('warn')
    expect(one(reading(9, { atMost: 'info' })).status).toBe('info')
    expect(one(reading(9, { atMost: 'pass' })).status).toBe('pass')
    expect(one(reading(9), { worst: 'warn' }).status).toBe('warn')
    expect(one(reading(9, { atMost: 'warn' }), { worst: 'info' }).status).toBe('info')
    expect(one(reading(0, { atMost: 'warn' })).status).toBe('pass')
  })

  it('that nothing is known is not made better by it', () => {
    expect(one(reading(null, { atMost: 'pass' })).status).toBe('unknown')
  })

  it('of settings never has an index', () => {
    expect(one(reading(9), { role: 'config' })).not.toHaveProperty('index')
  })
})

describe('a rate', () => {
  const rate: Changes = { rate: { periodSeconds: 600 }, needs: ['kernelStat'] }
  const both = { kernelStat: { first: {}, last: {} } } as never
  const single = { kernelStat: {} } as never

  it('that was seen for less than its period only warns, and says so', () => {
    const finding = one(reading(0.9), rate, factsWith(both, 3.04))
    expect(finding.status).toBe('warn')
    expect(finding.because).toBe('Seen. Seen for 3 s where the limit asks for 600 s: a warning only.')
    expect(finding.index).toBe(1.125)
  })

  it('that was seen for its period fails', () => {
    const finding = one(reading(0.9), rate, factsWith(both, 600))
    expect(finding).toMatchObject({ status: 'fail', because: 'Seen.' })
  })

  it('that the kernel confirms fails, and says why', () => {
    const finding = one(reading(0.9, { confirmed: 'The kernel agrees.' }), rate, factsWith(both, 3))
    expect(finding).toMatchObject({ status: 'fail', because: 'Seen. The kernel agrees.' })
  })

  it('that passes needs no confirmation', () => {
    expect(one(reading(0.1, { confirmed: 'The kernel agrees.' }), rate, factsWith(both, 3)).because).toBe(
      'Seen.',
    )
  })

  it('that warns is no less a warning for being brief', () => {
    expect(one(reading(0.6), rate, factsWith(both, 3))).toMatchObject({ status: 'warn', because: 'Seen.' })
  })

  it('is unknown from one sample', () => {
    const because = 'A rate needs two samples, and there is one: leave out --quick.'
    expect(one(reading(0.9), rate, factsWith(single, 3))).toMatchObject({ status: 'unknown', because })
    expect(one(reading(0.9), rate, factsWith(both, null))).toMatchObject({ status: 'unknown', because })
  })

  it('needs both samples of one of its facts only, and of none where it needs no fact', () => {
    const two: Changes = { ...rate, needs: ['kernelStat', 'system'] }
    expect(one(reading(0.1), two, factsWith({ ...(both as object), system: {} } as never)).status).toBe(
      'pass',
    )
    expect(one(reading(0.1), { ...rate, needs: [] }, factsWith({}, 3)).status).toBe('pass')
    expect(one(reading(0.1), { ...rate, needs: [] }, factsWith({}, null)).status).toBe('unknown')
  })

  it('that is none is judged from one sample, whatever its window', () => {
    expect(one(reading(0.9), { needs: ['kernelStat'] }, factsWith(single, null)).status).toBe('fail')
  })
})

describe('a fact that is missing', () => {
  const needs: Changes = { needs: ['kernelStat'] }
  const missing = (reason: string) =>
    ({ ...factsWith(), kernelStat: { known: false, reason, path: '/proc/stat' } }) as unknown as Facts

  it.each([
    ['absent', '/proc/stat is not there.'],
    ['denied', '/proc/stat may not be read by this user: run as root to see it.'],
    ['unreadable', '/proc/stat cannot be read.'],
    ['timeout', '/proc/stat was not answered in time.'],
  ])('because it is %s makes the check unknown', (reason, because) => {
    expect(one(reading(0), needs, missing(reason))).toEqual({
      id: 'cpu.sample',
      title: 'A sample',
      status: 'unknown',
      because,
      evidence: {},
    })
  })

  it('because it is absent may mean that the check does not apply; nothing else may', () => {
    const absent: Changes = { ...needs, absentMeans: 'There is no such thing.' }
    expect(one(reading(0), absent, missing('absent'))).toMatchObject({
      status: 'not-applicable',
      because: 'There is no such thing.',
    })
    expect(one(reading(0), absent, missing('denied')).status).toBe('unknown')
  })

  it('goes before the need of two samples', () => {
    expect(one(reading(0), { ...needs, rate: { periodSeconds: 1 } }, missing('absent')).because).toBe(
      '/proc/stat is not there.',
    )
  })
})

describe('what is judged', () => {
  it('may not apply, or be unknown for a reason of its own', () => {
    expect(one({ notApplicable: 'No disks.' })).toMatchObject({
      status: 'not-applicable',
      because: 'No disks.',
    })
    expect(one({ unknown: 'Who knows.' })).toMatchObject({ status: 'unknown', because: 'Who knows.' })
  })

  it('that has no instances does not apply', () => {
    expect(all([])).toMatchObject([{ status: 'not-applicable', because: 'There is none here.' }])
  })

  it('is one finding for each instance, with its evidence', () => {
    const evidence = { used: quantity(1, 'bytes') }
    expect(all([reading(0, { instance: 'sda' }), reading(0.9, { instance: 'sdb', evidence })])).toMatchObject(
      [
        { id: 'cpu.sample', instance: 'sda', status: 'pass', evidence: {} },
        { id: 'cpu.sample', instance: 'sdb', status: 'fail', evidence },
      ],
    )
    expect(one(reading(0))).not.toHaveProperty('instance')
  })

  it('keeps the culprit for the ranking', () => {
    const judged = judge([checkOf([reading(9, { culprit: 'app (pid 7)' }), reading(9)])], factsWith())
    expect(judged.map(({ culprit }) => culprit)).toEqual(['app (pid 7)', null])
  })

  it('sees the facts, the window and the limits', () => {
    const spec = checkOf(reading(0))
    const seen: unknown[] = []
    const check = {
      ...spec,
      evaluate: (given: unknown) => {
        seen.push(given)
        return reading(0)
      },
    }
    judge([check], factsWith({ uptimeSeconds: 7 }, 3), { 'cpu.sample': { warn: 0.6 } })
    judge([check], factsWith({}, null))
    expect(seen).toMatchObject([
      {
        windowSeconds: 3,
        thresholds: { unit: 'ratio', direction: 'above', warn: 0.6, fail: 0.8 },
        facts: { uptimeSeconds: { known: true, last: 7, first: null } },
      },
      { windowSeconds: 0, thresholds: { warn: 0.5, fail: 0.8 } },
    ])
  })
})

describe('limits of a profile', () => {
  it('take the place of the own ones, each by itself', () => {
    const at = (limits: ThresholdChanges[string]) =>
      one(reading(0.6), {}, factsWith(), { 'cpu.sample': limits })
    expect(at({ warn: 0.7 })).toMatchObject({ status: 'pass', index: 0.75 })
    expect(at({ fail: 0.6 })).toMatchObject({ status: 'fail', index: 1 })
    expect(at({ clear: 0.1 })).toMatchObject({ status: 'warn', index: 0.75 })
    expect(at(undefined)).toMatchObject({ status: 'warn', index: 0.75 })
  })

  it('of other checks do not matter, nor do names that every object has', () => {
    expect(one(reading(0.6), {}, factsWith(), { 'cpu.other': { warn: 0.7 } }).status).toBe('warn')
    expect(one(reading(0.6), { id: 'constructor' }).status).toBe('warn')
  })

  it('set when it is over, beside the own end of a failure', () => {
    const limits: unknown[] = []
    const base = checkOf(reading(0), {
      thresholds: { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.8, warnClear: 0.4, failClear: 0.6 },
    })
    const check = {
      ...base,
      evaluate: ({ thresholds }: { thresholds: unknown }) => {
        limits.push(thresholds)
        return reading(0)
      },
    }
    judge([check], factsWith(), { 'cpu.sample': { clear: 0.3 } })
    judge([check], factsWith(), { 'cpu.sample': { fail: 0.9 } })
    expect(limits).toEqual([
      { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.8, warnClear: 0.3, failClear: 0.6 },
      { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.9, warnClear: 0.4, failClear: 0.6 },
    ])
  })
})

describe('advice', () => {
  const advice = [{ text: 'Look at {pid}.', command: 'ps {pid}' }]

  it('is filled in and given with what is not fine', () => {
    const names = { pid: '7' }
    for (const status of ['info', 'warn', 'fail'] as const)
      expect(one(reading(0, { status, names }), { advice }).advice).toEqual([
        { text: 'Look at 7.', command: 'ps 7' },
      ])
  })

  it('is not given with what is fine or not known', () => {
    expect(one(reading(0), { advice })).not.toHaveProperty('advice')
    expect(one(reading(null), { advice })).not.toHaveProperty('advice')
    expect(one(reading(9))).not.toHaveProperty('advice')
  })

  it('of the reading goes before that of the check', () => {
    const own = [{ text: 'Do this about {name}.' }]
    expect(one(reading(9, { advice: own, names: { name: 'x' } }), { advice }).advice).toEqual([
      { text: 'Do this about x.' },
    ])
    expect(one(reading(9, { advice: [] }), { advice })).not.toHaveProperty('advice')
  })
})
