import { describe, expect, test } from 'vitest'
import { assertDistinct, mergeDoubts } from '../../../src/commands/loadtest/merge-doubts.ts'
import type { LoadRun } from '../../../src/traffic/index.ts'
import { newTally } from '../../../src/traffic/tally/index.ts'
import { open, planTo, requests } from '../../load/planned.ts'

function runOf(startedEpochMs: number, url = 'http://127.0.0.1:1', path = '/'): LoadRun {
  return {
    plan: planTo(url, open(10, 5), { requests: requests(path) }),
    tally: newTally(true),
    timeline: [],
    startedEpochMs,
    measuredSeconds: 5,
    answeredInTime: 0,
    generators: 1,
    isInterrupted: false,
    stoppedBecause: null,
  }
}

describe('results to be joined', () => {
  test('that are one run are refused, by whatever name', () => {
    const run = runOf(1000)
    expect(() =>
      assertDistinct([
        { name: 'a.json', run },
        { name: 'a.json', run },
      ]),
    ).toThrow(expect.objectContaining({ sentence: 'a.json was given twice.', exitCode: 2 }))
    expect(() =>
      assertDistinct([
        { name: 'a.json', run },
        { name: 'copy.json', run },
      ]),
    ).toThrow(expect.objectContaining({ sentence: 'a.json and copy.json hold the same run.' }))
  })

  test('of several generators at once are as they should be', () => {
    const found = [1000, 1400, 900].map((ms) => ({ name: `${ms}.json`, run: runOf(ms) }))
    expect(() => assertDistinct(found)).not.toThrow()
    expect(mergeDoubts(found)).toEqual([])
  })

  test.each([
    ['another target', runOf(1000, 'http://127.0.0.1:2')],
    ['another request', runOf(1000, 'http://127.0.0.1:1', '/other')],
  ])('of %s describe neither', (_, run) => {
    expect(
      mergeDoubts([
        { name: 'a.json', run: runOf(1200) },
        { name: 'b.json', run },
      ]),
    ).toEqual(['b.json sent other requests than a.json, or elsewhere: the sum describes neither.'])
  })

  test('one after the other add up to a load that never was', () => {
    expect(
      mergeDoubts([
        { name: 'a.json', run: runOf(0) },
        { name: 'b.json', run: runOf(5000) },
      ]),
    ).toEqual([
      'These runs were not under way at the same time: rates add up to a load that the target never had.',
    ])
  })
})
