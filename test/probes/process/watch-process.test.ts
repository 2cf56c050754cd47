import { describe, expect, it } from 'vitest'
import { presentProcess, watchProcess } from '../../../src/probes/process/index.ts'
import { first, last } from './literal-frames.ts'
import { framedWorld, statText } from './literal-proc.ts'

const window = { windowSeconds: 2 }

describe('a process that is watched', () => {
  it('tells what it did between two looks, and what it holds at the second', async () => {
    const { world, slept } = framedWorld([first, last])
    const watch = await watchProcess(world, '7', window)
    expect(watch).toEqual({
      pid: 7,
      parentPid: 1,
      name: 'node',
      command: 'node app.js',
      userId: 1000,
      isKernelThread: false,
      state: 'R',
      ended: false,
      windowSeconds: 2,
      ageSeconds: 952,
      cpu: { userCores: 0.75, systemCores: expect.closeTo(0.1), waitingThreads: 0.3 },
      memory: {
        residentBytes: 1000 * 1024,
        proportionalBytes: 500 * 1024,
        anonymousBytes: 400 * 1024,
        fileBytes: 100 * 1024,
        sharedBytes: 0,
        swapBytes: 0,
        peakBytes: 2048 * 1024,
      },
      io: {
        readPerSecond: 1000,
        writtenPerSecond: 2000,
        readCallsPerSecond: 10,
        writeCallsPerSecond: 10,
        diskReadPerSecond: 300,
        diskWrittenPerSecond: 300,
      },
      faults: { minorPerSecond: 10, majorPerSecond: 2 },
      switches: { voluntaryPerSecond: 10, involuntaryPerSecond: 2 },
      files: { count: 2, limit: 1024, kinds: { device: 1, socket: 1 }, deleted: 0, read: 2 },
      sockets: {
        count: 1,
        tcp: { ESTABLISHED: 1 },
        udp: 0,
        unix: {},
        other: 0,
        listeners: [],
        servers: [{ remote: '10.0.0.5:5432', count: 1 }],
        clients: [],
      },
      threads: {
        count: 3,
        read: 3,
        states: { S: 2, R: 1 },
        busiest: [
          {
            threadId: 7,
            name: 'node',
            state: 'S',
            userCores: 0.75,
            systemCores: 0.1,
            waitingShare: 0.25,
            waitsIn: 'ep_poll',
          },
          {
            threadId: 8,
            name: 'worker',
            state: 'S',
            userCores: 0,
            systemCores: 0,
            waitingShare: 0.05,
            waitsIn: 'futex_do_wait',
          },
          {
            threadId: 9,
            name: 'young',
            state: 'R',
            userCores: null,
            systemCores: null,
            waitingShare: null,
            waitsIn: null,
          },
        ],
        waits: [
          { channel: 'ep_poll', share: 20 / 60 },
          { channel: 'futex_do_wait', share: 20 / 60 },
        ],
        leader: {
          threadId: 7,
          name: 'node',
          onCpu: 0.85,
          waitingForCpu: expect.closeTo(0.15),
          blocked: 0,
          blockedIn: null,
          waitsIn: 'ep_poll',
        },
      },
      group: {
        path: '/app.slice',
        effectiveCores: null,
        quotaCores: null,
        throttledShare: null,
        memoryLimitBytes: null,
        memoryUsedBytes: null,
      },
      missing: [],
    })
    expect(slept).toEqual(Array.from({ length: 20 }, () => 100))
  })

  it.each([
    [0.05, 1],
    [0.34, 3],
    [60, 30],
  ])('for %d s is looked at %d times', async (windowSeconds, times) => {
    const { world, slept } = framedWorld([first, last])
    await watchProcess(world, '7', { windowSeconds })
    expect(slept).toHaveLength(times)
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(windowSeconds * 1000)
  })

  it('is told of as far as it was seen where it ends meanwhile', async () => {
    const { world } = framedWorld([first, { '/proc/uptime': '1002.00 0\n' }])
    const watch = await watchProcess(world, '7', window)
    expect(watch).toMatchObject({
      ended: true,
      windowSeconds: 0,
      cpu: null,
      io: null,
      faults: null,
      memory: { residentBytes: 1024 * 1024, proportionalBytes: null },
      files: { count: 1, limit: 1024 },
      threads: { count: 2, busiest: [{ threadId: 7, userCores: null }, { threadId: 8 }] },
      group: { path: '/app.slice' },
      missing: [],
    })
    expect(presentProcess(watch).headline).toMatch(/^node \(pid 7\): it ended while it was watched/)
  })

  it('that ended and whose number another has is not taken for that', async () => {
    const { world } = framedWorld([
      first,
      { ...last, '/proc/7/stat': statText({ name: 'other', startTicks: 100_100 }) },
    ])
    expect(await watchProcess(world, '7', window)).toMatchObject({ ended: true, name: 'node' })
  })

  it('has no rates where its counters begin anew or the clock stands still', async () => {
    const backwards = framedWorld([last, { ...first, '/proc/uptime': '1009.00 0\n' }])
    expect(await watchProcess(backwards.world, '7', window)).toMatchObject({
      windowSeconds: 7,
      cpu: null,
      io: null,
      faults: null,
    })
    const still = framedWorld([first, { ...last, '/proc/uptime': '1000.00 0\n' }])
    expect(await watchProcess(still.world, '7', window)).toMatchObject({
      windowSeconds: 0,
      cpu: null,
      io: null,
    })
  })

  it('is watched no longer than the operator wants', async () => {
    const { world, slept } = framedWorld([first, last], { interrupted: AbortSignal.abort() })
    expect(await watchProcess(world, '7', window)).toMatchObject({ ended: false, windowSeconds: 2 })
    expect(slept).toHaveLength(1)
  })
})
