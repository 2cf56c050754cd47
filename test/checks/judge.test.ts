import { describe, expect, it } from 'vitest'
import { judge, thresholdsOf } from '../../src/checks/judge.ts'
import type { Facts } from '../../src/core/index.ts'
import { type Changes, checkOf, one, reading } from './answering.ts'
import { factsWith } from './ranking/samples.ts'

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

describe('a limit that was moved', () => {
  it.each([
    ['keeps the value that ends it where that is still healthier', { warn: 0.7, fail: 0.9 }, [0.4, 0.6]],
    ['loses it where nothing would end there', { warn: 0.3, fail: 0.55 }, [undefined, undefined]],
    ['has the one that was given', { warn: 0.3, clear: 0.2 }, [0.2, 0.6]],
  ])('%s', (_, change, clear) => {
    const check = checkOf(reading(0), {
      thresholds: { unit: 'ratio', direction: 'above', warn: 0.5, fail: 0.8, warnClear: 0.4, failClear: 0.6 },
    })
    const { warnClear, failClear } = thresholdsOf(check, { 'cpu.sample': change })
    expect([warnClear, failClear]).toEqual(clear)
  })

  it('that is bad when low, too', () => {
    const check = checkOf(reading(0), {
      thresholds: { unit: 'ratio', direction: 'below', warn: 0.1, warnClear: 0.15 },
    })
    expect(thresholdsOf(check, { 'cpu.sample': { warn: 0.2 } })).not.toHaveProperty('warnClear')
    expect(thresholdsOf(check, { 'cpu.sample': { warn: 0.12 } }).warnClear).toBe(0.15)
  })
})
