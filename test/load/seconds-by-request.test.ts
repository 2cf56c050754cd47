import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseSlo } from '../../src/core/index.ts'
import { runFromSaved, savedRun } from '../../src/load/index.ts'
import { decodeHdr } from '../../src/metrics/index.ts'
import {
  hasBrokenWindow,
  judgeSlo,
  type LoadRun,
  mergeRuns,
  presentRun,
  type TimelinePoint,
} from '../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth } from '../servers/ground-truth/index.ts'
import { open, planTo, requests, run } from './planned.ts'

const termsOf = (text: string) => {
  const parsed = parseSlo(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.value
}

let server: GroundTruth
let runs: LoadRun[]
beforeAll(async () => {
  server = await startGroundTruth({ kind: 'faults' })
  const plan = planTo(server.url, open(80, 3), { requests: requests('/ok', '/500') })
  runs = [await run(plan), await run(plan, { workers: 2 })]
}, 60_000)
afterAll(() => server.stop())

describe('the seconds of several request names', () => {
  test.each([0, 1])('add up to those of all, in one thread and in two (%i)', (index) => {
    const { timeline } = runs[index] as LoadRun
    expect(timeline.length).toBeGreaterThanOrEqual(3)
    for (const { requests: parts = {}, answered, ok, failed, latency } of timeline) {
      const sum = (of: (part: (typeof parts)[string]) => number) =>
        Object.values(parts).reduce((total, part) => total + of(part), 0)
      expect([sum((part) => part.answered), sum((part) => part.ok), sum((part) => part.failed)]).toEqual([
        answered,
        ok,
        failed,
      ])
      expect(sum((part) => decodeHdr(part.latency).total)).toBe(decodeHdr(latency).total)
    }
    const total = (name: string, of: (point: NonNullable<TimelinePoint['requests']>[string]) => number) =>
      timeline.reduce(
        (all, { requests: parts }) => all + (parts?.[name] === undefined ? 0 : of(parts[name])),
        0,
      )
    expect(total('/ok', ({ failed }) => failed)).toBe(0)
    expect(total('/500', ({ ok }) => ok)).toBe(0)
    expect(total('/500', ({ failed }) => failed)).toBeGreaterThan(20)
  })

  test('survive a file, and are joined', () => {
    const [first, second] = runs as [LoadRun, LoadRun]
    const read = runFromSaved(JSON.parse(JSON.stringify(savedRun(first))))
    expect(read.timeline.map(({ requests: parts }) => Object.keys(parts ?? {}))).toEqual(
      first.timeline.map(({ requests: parts }) => Object.keys(parts ?? {})),
    )
    expect(read.timeline[1]?.requests?.['/ok']?.ok).toBe(first.timeline[1]?.requests?.['/ok']?.ok)
    const { timeline } = mergeRuns([read, second], [])
    expect(timeline[1]?.requests?.['/500']?.failed).toBe(
      (first.timeline[1]?.requests?.['/500']?.failed ?? 0) +
        (second.timeline[1]?.requests?.['/500']?.failed ?? 0),
    )
  })

  test('are judged each by its own limits over a window', () => {
    const [first] = runs as [LoadRun]
    const terms = termsOf(
      'errors[/ok]<1% over 1s, errors[/500]<1% over 1s, rate[/ok]>1/s over 1s, lag<1s over 1s',
    )
    const judged = judgeSlo(terms, first, { verdict: 'valid', reasons: [] })
    expect(judged.map(({ status }) => status)).toEqual(['pass', 'fail', 'pass', 'unknown'])
    expect(hasBrokenWindow(terms.slice(0, 1), first.timeline)).toBeNull()
    expect(hasBrokenWindow(terms.slice(1), first.timeline)).toContain('errors[/500]<1% over 1s')
  })

  test('are rows of the table of seconds', () => {
    const tables = presentRun(runs[0] as LoadRun, []).tables
    const seconds = tables.find(({ title }) => title === 'Second by second')
    expect(seconds?.rows.slice(0, 3).map(([, name]) => name)).toEqual([
      'all',
      ...Object.keys(runs[0]?.timeline[0]?.requests ?? {}),
    ])
    const names = tables
      .find(({ title }) => title === 'Latency by request')
      ?.rows.map(([name, from]) => `${name} ${from}`)
    expect(names?.toSorted()).toEqual(['/500 due', '/500 send', '/ok due', '/ok send'])
  })
})

test('the seconds of one request name are not told twice', async () => {
  const { timeline } = await run(planTo(server.url, open(20, 1), { requests: requests('/ok') }))
  expect(timeline.every(({ requests: parts }) => parts === undefined)).toBe(true)
})
