import { describe, expect, it } from 'vitest'
import { lookAtThreads, type ThreadLook, threadIds } from '../../../src/probes/process/thread-looks.ts'
import { threadWatch } from '../../../src/probes/process/thread-watch.ts'
import { literalFiles } from '../../worlds.ts'
import { procFiles } from './literal-proc.ts'
import { literalThread as thread } from './literal-watch.ts'

const look = (threadId: number, state: string, channel: string | null = null): ThreadLook => ({
  threadId,
  state,
  channel,
})
const watched = (
  first: ReturnType<typeof thread>[] | null,
  last: ReturnType<typeof thread>[],
  looks: ThreadLook[] = [],
) => threadWatch({ first, last, count: last.length }, looks, 2)

describe('threads', () => {
  it('that use the most CPU come first, then those that wait for one, then by number', () => {
    const before = [thread(1), thread(2), thread(3), thread(4)]
    const after = [
      thread(1),
      thread(2, { runDelaySeconds: 1 }),
      thread(3, { userSeconds: 1 }),
      thread(4, { systemSeconds: 2 }),
    ]
    expect(watched(before, after).busiest.map(({ threadId }) => threadId)).toEqual([4, 3, 2, 1])
  })

  it('are told of ten at most, and counted all', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      thread(index + 1, index === 11 ? { state: 'D' } : {}),
    )
    const watch = threadWatch({ first: many, last: many, count: 5000 }, [], 2)
    expect(watch.busiest).toHaveLength(10)
    expect(watch).toMatchObject({ count: 5000, read: 12, states: { S: 11, D: 1 } })
  })

  it('wait at most all the time', () => {
    const watch = watched([thread(1)], [thread(1, { runDelaySeconds: 5 })])
    expect(watch.busiest[0]?.waitingShare).toBe(1)
    expect(watched([thread(1)], [thread(1, { runDelaySeconds: null })]).busiest[0]?.waitingShare).toBeNull()
  })

  it('without a window have no rates', () => {
    expect(threadWatch({ first: [thread(1)], last: [thread(1)], count: 1 }, [], 0).busiest[0]).toMatchObject({
      userCores: null,
      waitingShare: null,
    })
    expect(watched(null, [thread(1)]).busiest[0]).toMatchObject({ userCores: null })
  })
})

describe('where threads wait', () => {
  it('is told by shares of all that was seen, running included, the most frequent first', () => {
    const looks = [look(1, 'S', 'b'), look(1, 'S', 'c'), look(1, 'S', 'c'), look(1, 'R'), look(2, 'S', 'a')]
    expect(watched([], [thread(1)], looks).waits).toEqual([
      { channel: 'c', share: 0.4 },
      { channel: 'a', share: 0.2 },
      { channel: 'b', share: 0.2 },
    ])
  })

  it('is told of ten at most', () => {
    const looks = Array.from({ length: 15 }, (_, index) => look(1, 'S', `f${index}`))
    expect(watched([], [thread(1)], looks).waits).toHaveLength(10)
  })
})

describe('the thread that tells the most', () => {
  it('is the one that runs, wants to run or is blocked', () => {
    const before = [thread(1), thread(2), thread(3)]
    const after = [
      thread(1, { userSeconds: 0.4 }),
      thread(2, { userSeconds: 0.2, systemSeconds: 0.2, runDelaySeconds: 0.6 }),
      thread(3),
    ]
    const looks = [look(3, 'D', 'x'), look(3, 'S', 'y'), look(3, 'S', 'y'), look(3, 'S', 'y')]
    expect(watched(before, after, looks).leader).toEqual({
      threadId: 2,
      name: 'node',
      onCpu: 0.2,
      waitingForCpu: 0.3,
      blocked: 0,
      blockedIn: null,
      waitsIn: null,
    })
    const stuck = [look(3, 'D', 'x'), look(3, 'D', 'x'), look(3, 'D', 'z'), look(3, 'S', 'y')]
    expect(watched(before, after, stuck).leader).toMatchObject({
      threadId: 3,
      blocked: 0.75,
      blockedIn: 'x',
      waitsIn: 'x',
    })
  })

  it('is the main thread where no other differs much', () => {
    const after = [thread(1), thread(2, { userSeconds: 0.019 })]
    expect(watched([thread(1), thread(2)], after).leader?.threadId).toBe(1)
    expect(watched([], []).leader).toBeNull()
  })

  it('spends no more than all of its time', () => {
    const after = [thread(1, { userSeconds: 1.9, systemSeconds: 0.2, runDelaySeconds: 1 })]
    expect(watched([thread(1)], after, [look(1, 'D')]).leader).toMatchObject({
      onCpu: 1,
      waitingForCpu: 0,
      blocked: 0,
    })
    const some = [thread(1, { userSeconds: 1, runDelaySeconds: 0.5 })]
    expect(watched([thread(1)], some, [look(1, 'D')]).leader).toMatchObject({
      onCpu: 0.5,
      waitingForCpu: 0.25,
      blocked: 0.25,
    })
  })

  it('waits where it was seen last where nobody looked in between', () => {
    expect(watched([thread(1)], [thread(1, { waitsIn: 'ep_poll' })]).leader?.waitsIn).toBe('ep_poll')
  })
})

describe('a look at threads', () => {
  const files = literalFiles(
    procFiles(
      {},
      {
        threads: [
          { id: 3, waitsIn: 'a' },
          { id: 7, state: 'R', waitsIn: 'b' },
          { id: 11, state: 'D', waitsIn: '0' },
        ],
      },
    ),
  )
  it('takes the main thread first, and what runs waits nowhere', () => {
    expect(threadIds(files, 7)).toEqual([7, 3, 11])
    expect(lookAtThreads(files, 7)).toEqual([look(7, 'R'), look(3, 'S', 'a'), look(11, 'D')])
  })

  it('takes 64 at most, and leaves out those that are gone', () => {
    const threads = Array.from({ length: 70 }, (_, index) => ({ id: index + 7 }))
    const many = procFiles({}, { threads })
    expect(lookAtThreads(literalFiles(many), 7)).toHaveLength(64)
    expect(
      lookAtThreads(literalFiles({ ...many, '/proc/7/task/8/stat': { missing: 'absent' } }), 7),
    ).toHaveLength(63)
    expect(lookAtThreads(literalFiles({}), 7)).toEqual([])
  })
})
