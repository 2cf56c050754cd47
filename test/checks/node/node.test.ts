import { describe, expect, it } from 'vitest'
import type { Check } from '../../../src/checks/define-check.ts'
import * as checks from '../../../src/checks/node/index.ts'
import type { NodeRuntimeFacts } from '../../../src/core/index.ts'
import { commands, culprit, finding } from '../process/samples.ts'

const quiet: NodeRuntimeFacts = {
  pid: 42,
  nodeVersion: 'v20.19.0',
  loopDelay: { medianSeconds: 0.001, p99Seconds: 0.004, maxSeconds: 0.02, samples: 300 },
  loopUtilization: 0.3,
  gc: { count: 4, totalSeconds: 0.02, worstSecondSeconds: 0.01 },
  heap: { usedBytes: 50, totalBytes: 60, limitBytes: 100 },
  resources: [],
  cpuCores: [1],
}
const node = (about: Partial<NodeRuntimeFacts>) => ({ nodeRuntime: { ...quiet, ...about } })
const all: Check[] = Object.values(checks)

describe('a Node process', () => {
  it.each(all.map((check) => [check.id, check] as const))(
    '%s does not apply where none was asked',
    (_, check) => {
      expect(finding(check, {})).toMatchObject({
        status: 'not-applicable',
        because: expect.stringContaining('--attach'),
      })
      expect(finding(check, {}, { missing: { nodeRuntime: 'timeout' } }).status).toBe('unknown')
    },
  )

  it.each(all.filter(({ id }) => id !== 'node.handles').map((check) => [check.id, check] as const))(
    '%s says which one it was',
    (_, check) => {
      expect(culprit(check, node({}))).toBe('node (pid 42)')
      expect(finding(check, node({})).evidence['process']).toBe('node (pid 42), v20.19.0')
      expect(finding(check, node({})).status).toBe('pass')
    },
  )
})

describe('event-loop delay', () => {
  const delay = (medianSeconds: number, maxSeconds: number) =>
    node({ loopDelay: { medianSeconds, p99Seconds: maxSeconds, maxSeconds, samples: 300 } })

  it.each([
    [0.0099, 0.0999, 'pass'],
    [0.01, 0.02, 'fail'],
    [0.001, 0.1, 'fail'],
  ])('%d s in the median and %d s at most are %s', (median, longest, status) => {
    expect(finding(checks.nodeLoopDelay, delay(median, longest)).status).toBe(status)
  })

  it('ranks by the worse of the two', () => {
    expect(finding(checks.nodeLoopDelay, delay(0.002, 0.15)).index).toBe(1.5)
    expect(finding(checks.nodeLoopDelay, delay(0.02, 0.15)).index).toBe(2)
  })

  it('says both, and how to find what holds the loop', () => {
    const found = finding(checks.nodeLoopDelay, delay(0.02, 0.15))
    expect(found.because).toBe('The event loop is late by 20 ms in the median and was by 150 ms once.')
    expect(commands(found)).toEqual(['lewis-perf diagnose process 42 --attach --cpu-profile 10s'])
  })

  it.each([null, { medianSeconds: 0, p99Seconds: 0, maxSeconds: 0, samples: 0 }])(
    'is unknown of %j',
    (loopDelay) => {
      expect(finding(checks.nodeLoopDelay, node({ loopDelay })).status).toBe('unknown')
    },
  )
})

describe('event-loop use', () => {
  it.each([
    [0.949, 'pass'],
    [0.95, 'fail'],
    [null, 'unknown'],
  ])('%s is %s', (loopUtilization, status) => {
    expect(finding(checks.nodeLoopUtilization, node({ loopUtilization })).status).toBe(status)
  })
})

describe('garbage collection', () => {
  const collected = (worstSecondSeconds: number) =>
    finding(checks.nodeGarbageCollection, node({ gc: { count: 9, totalSeconds: 0.3, worstSecondSeconds } }))

  it('warns from 100 ms in one second on, whatever it is in all', () => {
    expect(collected(0.099).status).toBe('pass')
    expect(collected(0.1)).toMatchObject({
      status: 'warn',
      because: 'Garbage collection stopped it for 100 ms of its worst second (9 collections, 300 ms in all).',
    })
  })

  it('is unknown where it was not told', () => {
    expect(finding(checks.nodeGarbageCollection, node({ gc: null })).status).toBe('unknown')
  })
})

describe('the heap', () => {
  it.each([
    [79, 'pass'],
    [80, 'warn'],
    [95, 'fail'],
  ])('%d of 100 bytes in use are %s', (usedBytes, status) => {
    expect(
      finding(checks.nodeHeap, node({ heap: { usedBytes, totalBytes: 100, limitBytes: 100 } })).status,
    ).toBe(status)
  })

  it.each([null, { usedBytes: 1, totalBytes: 1, limitBytes: 0 }])('is unknown of %j', (heap) => {
    expect(finding(checks.nodeHeap, node({ heap })).status).toBe('unknown')
  })
})

describe('CPU use of the Node process', () => {
  it.each([
    [[0.2, 0.3, 0.4], 'info', 'It used up to 0.4 cores: under load that means that it waits for others.'],
    [[0.2, 1, 1], 'pass', 'It used up to 1 core.'],
    [[0.01, 0.02, 0.049], 'pass', 'It had next to nothing to do.'],
    [[], 'unknown', 'The process did not tell how much CPU it uses.'],
  ])('%j is %s', (cpuCores, status, because) => {
    expect(finding(checks.nodeIoBound, node({ cpuCores }))).toMatchObject({ status, because })
  })

  it('is judged by the value that nine tenths do not exceed', () => {
    const cpuCores = [1, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    expect(finding(checks.nodeIoBound, node({ cpuCores })).evidence['CPU, 90th percentile']).toEqual({
      value: 0.5,
      unit: 'cores',
    })
  })
})

describe('handles', () => {
  const series = (counts: readonly number[], kind = 'TCPSocketWrap') =>
    node({ resources: counts.map((count, n) => ({ atSeconds: n, counts: { Timeout: 3, [kind]: count } })) })
  const rising = Array.from({ length: 26 }, (_, n) => n)

  it('that only ever grow are a leak', () => {
    expect(finding(checks.nodeHandles, series(rising))).toMatchObject({
      instance: 'TCPSocketWrap',
      status: 'warn',
      because: 'The number of TCPSocketWrap went from 0 to 25, up in 25 of 25 changes: it looks like a leak.',
      evidence: { from: { value: 0 }, to: { value: 25 } },
    })
  })

  it('24 rises in 25 looks are just enough', () => {
    expect(finding(checks.nodeHandles, series(rising.slice(0, 25))).status).toBe('warn')
    expect(finding(checks.nodeHandles, series([...rising.slice(0, 24), 23])).status).toBe('pass')
  })

  it.each([
    ['stay', rising.map(() => 5)],
    ['fall', rising.toReversed()],
    ['come and go', rising.map((n) => n % 3)],
  ])('that %s are fine', (_, counts) => {
    expect(finding(checks.nodeHandles, series(counts)).status).toBe('pass')
  })

  it('of a kind that was not there at first count from 0', () => {
    const resources = rising.map((n) => ({ atSeconds: n, counts: n === 0 ? {} : { FSReqCallback: n } }))
    expect(finding(checks.nodeHandles, node({ resources })).instance).toBe('FSReqCallback')
  })

  it('are unknown of too few looks', () => {
    expect(finding(checks.nodeHandles, series(rising.slice(0, 24)))).toMatchObject({
      status: 'unknown',
      because:
        'A trend needs 25 looks at the active resources, and there were 24: watch for longer with --window.',
    })
  })
})
