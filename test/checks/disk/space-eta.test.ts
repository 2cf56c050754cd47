import { describe, expect, it } from 'vitest'
import { diskSpaceEta } from '../../../src/checks/disk/index.ts'
import type { SpaceHistory } from '../../../src/core/index.ts'
import { finding, findings, gib } from './samples.ts'

const startSeconds = Date.UTC(2027, 2, 31) / 1000

/** So many minutes, a point each, that begin with `free` bytes and lose `anHour` of them in each hour. */
function falling(
  minutes: number,
  { free, anHour, mountPoint = '/' }: { free: number; anHour: number; mountPoint?: string },
): SpaceHistory {
  return {
    mountPoint,
    points: Array.from({ length: minutes }, (_, minute) => ({
      atSeconds: startSeconds + minute * 60,
      freeBytes: free - (anHour * minute) / 60,
    })),
  }
}

const judgedOf = (...spaceHistory: SpaceHistory[]) => finding(diskSpaceEta, { spaceHistory })

describe('the time until a disk is full', () => {
  it.each([
    { claim: 'warns below a day', hours: 23, status: 'warn' },
    { claim: 'fails below four hours', hours: 3.9, status: 'fail' },
    { claim: 'is fine above two days', hours: 50, status: 'pass' },
  ])('$claim', ({ hours, status }) => {
    // After the two hours that are recorded so many are left.
    const anHour = gib
    const history = falling(121, { free: (hours + 2) * anHour, anHour })
    expect(judgedOf(history)).toMatchObject({ instance: '/', status })
  })

  it('tells the estimate with its interval, and until when it was recorded', () => {
    const { because, evidence } = judgedOf(falling(121, { free: 12 * gib, anHour: gib }))
    expect(because).toMatch(
      /^\/ will be full in 10 h .*if it goes on as by a recording until 2027-03-31 02:00 UTC\.$/,
    )
    expect(evidence['full in']).toMatchObject({ unit: 'seconds', confidence: 0.95 })
    expect(evidence.recorded).toEqual({ value: 7200, unit: 'seconds' })
  })

  it('is no trend where nothing falls steadily', () => {
    const { status, because } = judgedOf(falling(121, { free: gib, anHour: 0 }))
    expect([status, because]).toEqual([
      'pass',
      '/ does not fill steadily, by a recording until 2027-03-31 02:00 UTC.',
    ])
  })

  it('is told for each filesystem, of those that were recorded long enough', () => {
    const judged = findings(diskSpaceEta, {
      spaceHistory: [
        falling(121, { free: 5 * gib, anHour: gib }),
        falling(10, { free: gib, anHour: gib, mountPoint: '/new' }),
        falling(121, { free: 500 * gib, anHour: gib, mountPoint: '/data' }),
      ],
    })
    expect(judged.map(({ instance, status }) => [instance, status])).toEqual([
      ['/', 'fail'],
      ['/data', 'pass'],
    ])
  })

  it('is unknown from minutes', () => {
    expect(judgedOf(falling(20, { free: gib, anHour: gib }))).toMatchObject({
      status: 'unknown',
      because: 'The recording tells of no filesystem for half an hour or longer.',
    })
  })

  it('is unknown without a recording, and says how to make one', () => {
    expect(finding(diskSpaceEta, {})).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('lewis-perf monitor --record FILE'),
    })
  })
})
