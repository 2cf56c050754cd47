import { describe, expect, test } from 'vitest'
import { capsOn, watchCaps, withinCaps } from '../../../src/commands/loadtest/caps.ts'
import type { LoadtestInput } from '../../../src/commands/loadtest/options.ts'
import { closed, open, planTo } from '../../load/planned.ts'

const there = 'http://10.0.0.1:80'
const here = 'http://127.0.0.1:80'

describe('the caps on a run', () => {
  test.each<[string, string, LoadtestInput, ReturnType<typeof capsOn>]>([
    [
      'on another machine',
      there,
      {},
      { ratePerSecond: 2000, connections: 500, seconds: 900, bytes: 10 * 2 ** 30 },
    ],
    ['on this machine', here, {}, { ratePerSecond: null, connections: null, seconds: null, bytes: null }],
    [
      'lifted by --force',
      there,
      { force: true },
      { ratePerSecond: null, connections: null, seconds: null, bytes: null },
    ],
    [
      'set by --max-bytes, also on this machine and with --force',
      here,
      { force: true, maxBytes: 7 },
      { ratePerSecond: null, connections: null, seconds: null, bytes: 7 },
    ],
  ])('%s', (_, url, input, caps) => {
    expect(capsOn(planTo(url, closed(1)), input)).toEqual(caps)
  })

  test.each<[string, Parameters<typeof planTo>[1], LoadtestInput, number, string]>([
    ['a rate', open(2001, 1), {}, 100, '2,001/s is above 2,000/s'],
    ['connections', closed(501), {}, 501, '501 connections are above 500'],
    [
      'connections that an open model was given',
      open(1, 1),
      { connections: 501 },
      501,
      '501 connections are above 500',
    ],
    ['a time', closed(1, { seconds: 901 }), { duration: 901 }, 1, '15 min 1 s is above 15 min'],
  ])('refuse %s', (_, model, input, connections, sentence) => {
    const plan = planTo(there, model, { connections })
    expect(() => withinCaps(plan, capsOn(plan, input), input)).toThrow(sentence)
  })

  test('lower what was not asked for', () => {
    const openPlan = planTo(there, open(1, 1), { connections: 1000 })
    expect(withinCaps(openPlan, capsOn(openPlan, {}), {}).connections).toBe(500)
    const counted = planTo(there, closed(1, { requests: 100, seconds: 86_400 }), { warmupSeconds: 10 })
    expect(withinCaps(counted, capsOn(counted, {}), { requests: 100 }).model).toMatchObject({ seconds: 890 })
  })
})

describe('a watch over the caps', () => {
  const closedPlan = planTo(there, closed(1))
  const openPlan = planTo(there, open(1, 1))
  const caps = capsOn(planTo(there, closed(1)), { maxBytes: 1000 })

  test('stops a closed load above the rate, and no open one, which keeps to its own', () => {
    const watch = watchCaps(caps, {})
    const fast = { bytes: 0, requestsPerSecond: 2001 }
    expect(watch.reasonToStop({ bytes: 0, requestsPerSecond: 2000 }, closedPlan)).toBeNull()
    expect(watch.reasonToStop(fast, closedPlan)).toContain('2,001/s is above 2,000/s')
    expect(watch.reasonToStop(fast, openPlan)).toBeNull()
  })

  test('adds up the bytes of all loads of a search', () => {
    const watch = watchCaps(caps, { maxBytes: 1000 })
    const stopAt = (bytes: number) => watch.reasonToStop({ bytes, requestsPerSecond: 0 }, openPlan)
    expect([stopAt(400), stopAt(600)]).toEqual([null, null])
    watch.next()
    expect(stopAt(399)).toBeNull()
    expect(stopAt(400)).toContain('1,000 B were sent and received, the most that --max-bytes allows')
    expect(watch.reason).not.toBeNull()
    watch.next()
    expect(watch.reason).toBeNull()
  })

  test('watches nothing without caps', () => {
    const watch = watchCaps(capsOn(planTo(here, closed(1)), {}), {})
    expect(watch.reasonToStop({ bytes: 1e15, requestsPerSecond: 1e9 }, closedPlan)).toBeNull()
  })
})
