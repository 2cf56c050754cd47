import { describe, expect, test } from 'vitest'
import { alertRules } from '../../../src/alerting/index.ts'
import type { Tick } from '../../../src/core/index.ts'
import { monitorSession } from '../../../src/monitor/session/index.ts'

const rules = alertRules({
  name: 'x',
  alerts: { busy: { metric: 'cpu.usage', above: '80%', forSeconds: 0, severity: 'high' } },
})
const watched = { name: 'web-1', cores: 2, memoryBytes: 2 ** 31, intervalSeconds: 1 }
const firstMs = 1_800_000_000_000

function tickAt(second: number, values: Tick['values'], stale: string | null = null): Tick {
  return {
    epochMs: firstMs + second * 1000,
    values,
    sources: [{ name: 'host', staleBecause: stale, toldEpochMs: firstMs }],
    processes:
      second % 5 === 1 ? [{ pid: second, name: 'x', cpuCores: 0, residentBytes: 0, command: '' }] : null,
  }
}

describe('a session', () => {
  test('is empty before its first tick', () => {
    const session = monitorSession(watched, rules, [])
    expect(session.feed.latest()).toBeNull()
    expect(session.data()).toMatchObject({
      ticks: 0,
      fromEpochMs: null,
      toEpochMs: null,
      series: {},
      alerts: [],
    })
    expect(session.seen([]).tick).toBeNull()
  })

  test('hands one tick to the view, the page and the result alike', () => {
    const session = monitorSession(watched, rules, [])
    const heard: number[] = []
    const stop = session.feed.onTick(({ epochMs }) => heard.push(epochMs))
    session.take(tickAt(0, { 'cpu.usage': 0.5, 'disk.free{mount=/}': null }))
    session.take(tickAt(1, { 'cpu.usage': 0.9 }, 'late'))
    stop()
    session.take(tickAt(2, { 'cpu.usage': 0.7 }))
    expect(heard).toEqual([firstMs, firstMs + 1000])
    expect(session.seen(['note'])).toMatchObject({
      title: 'web-1',
      notes: ['note'],
      tick: { epochMs: firstMs + 2000 },
      processes: [{ pid: 1 }],
    })
    expect(session.seen([]).recent.get('cpu.usage')).toEqual([0.5, 0.9, 0.7])
    expect(session.feed.history(['cpu.usage'], firstMs + 1000, 10)).toEqual({
      'cpu.usage': [
        [firstMs + 1000, 0.9],
        [firstMs + 2000, 0.7],
      ],
    })
    expect(Object.keys(session.feed.history('all', firstMs, 10))).toEqual(['cpu.usage'])
    expect(session.data()).toMatchObject({
      ticks: 3,
      fromEpochMs: firstMs,
      toEpochMs: firstMs + 2000,
      series: { 'cpu.usage': { count: 3, min: 0.5, max: 0.9, last: 0.7 } },
      sources: [{ name: 'host', toldTicks: 2, staleTicks: 1, staleBecause: null }],
    })
  })

  test('judges each tick: what fires is in the feed, and what is over in its history', () => {
    const session = monitorSession(watched, rules, [])
    const states = [0.5, 0.9, 0.5].map((usage, second) => {
      const { transitions } = session.take(tickAt(second, { 'cpu.usage': usage }))
      return [
        transitions.filter(({ rule }) => rule === 'busy').map(({ state }) => state),
        session.feed.alerts().filter(({ rule }) => rule === 'busy').length,
        session.feed.alertHistory().length,
      ]
    })
    expect(states).toEqual([
      [[], 0, 0],
      [['firing'], 1, 0],
      [['resolved'], 0, 1],
    ])
    expect(session.data().changes.map(({ state }) => state)).toEqual(['firing', 'resolved'])
  })

  test('holds a silenced rule back from its first tick on, by the time of the ticks', () => {
    const session = monitorSession(watched, rules, [{ rule: 'busy', seconds: 2 }])
    const held = [0, 1, 2].map((second) => {
      session.take(tickAt(second, { 'cpu.usage': 0.9 }))
      return session.feed.alerts()[0]?.silencedUntilEpochMs ?? null
    })
    expect(held).toEqual([firstMs + 2000, firstMs + 2000, null])
  })

  test('keeps an hour for the page, also of slow ticks, and no more', () => {
    const session = monitorSession({ ...watched, intervalSeconds: 60 }, [], [])
    for (let minute = 0; minute < 100; minute++)
      session.take(tickAt(minute * 60, { 'cpu.usage': minute / 100 }))
    const points = session.feed.history(['cpu.usage'], 0, 1000)['cpu.usage'] ?? []
    expect(points.length).toBeLessThanOrEqual(61)
    expect(points.at(-1)).toEqual([firstMs + 99 * 60_000, 0.99])
  })

  test('says which ticks were skipped', () => {
    const session = monitorSession(watched, [], [])
    session.take(tickAt(0, { 'self.skipped': 3 }))
    expect(session.data().skipped).toBe(3)
  })
})
