import { describe, expect, test } from 'vitest'
import { noticeQueue } from '../../../src/monitor/notify/notice-queue.ts'

/** It never runs out. */
const patience = 99_999

/** A place that answers as told, and pauses that end at once and are counted. */
function placeThat(answers: (trial: number) => string | null) {
  const taken: string[] = []
  const pauses: number[] = []
  let trial = 0
  const queue = noticeQueue(
    async (body) => {
      const problem = answers(++trial)
      if (problem === null) taken.push(body)
      return problem
    },
    async (ms) => {
      if (ms === patience) await new Promise(() => {})
      pauses.push(ms)
    },
  )
  return { queue, taken, pauses }
}

describe('notices', () => {
  test('arrive in their order, one at a time', async () => {
    const { queue, taken } = placeThat(() => null)
    for (const body of ['a', 'b', 'c']) queue.add(body)
    await queue.close(patience)
    expect(taken).toEqual(['a', 'b', 'c'])
    expect(queue.told()).toEqual({ sent: 3, failed: 0, dropped: 0, lastProblem: null })
  })

  test('are tried again after 1, 2 and 4 s until they arrive', async () => {
    const { queue, pauses } = placeThat((trial) => (trial < 4 ? 'refused' : null))
    queue.add('a')
    await settled(() => queue.told().sent === 1)
    expect(pauses).toEqual([1000, 2000, 4000])
    expect(queue.told()).toEqual({ sent: 1, failed: 0, dropped: 0, lastProblem: 'refused' })
  })

  test('are given up after five trials, and the next one has its own', async () => {
    const { queue, taken, pauses } = placeThat((trial) => (trial <= 5 ? 'refused' : null))
    queue.add('lost')
    queue.add('b')
    await settled(() => queue.told().sent === 1)
    expect(pauses).toEqual([1000, 2000, 4000, 8000])
    expect(taken).toEqual(['b'])
    expect(queue.told()).toMatchObject({ sent: 1, failed: 1 })
  })

  test('do not wait without end: the 101st that waits is dropped and counted', async () => {
    let open = (): void => {}
    const gate = new Promise<null>((resolve) => {
      open = () => resolve(null)
    })
    const queue = noticeQueue(
      () => gate,
      () => new Promise(() => {}),
    )
    // The first one is under way.
    for (let number = 0; number <= 101; number++) queue.add(String(number))
    expect(queue.told().dropped).toBe(1)
    open()
    await queue.close(patience)
    expect(queue.told()).toMatchObject({ sent: 101, dropped: 1 })
  })

  test('that are to be tried again are not waited for when the run ends, and are counted', async () => {
    const queue = noticeQueue(
      async () => 'refused',
      (_, signal) => new Promise((done) => signal.addEventListener('abort', () => done())),
    )
    queue.add('a')
    await settled(() => queue.told().lastProblem !== null)
    await queue.close(patience)
    expect(queue.told()).toEqual({ sent: 0, failed: 1, dropped: 0, lastProblem: 'refused' })
  })

  test('that cannot be handed on are given up when the run ends', async () => {
    const queue = noticeQueue(
      () => new Promise(() => {}),
      async () => {},
    )
    queue.add('under way')
    queue.add('waiting')
    await queue.close(1000)
    queue.add('late')
    expect(queue.told()).toEqual({
      sent: 0,
      failed: 1,
      dropped: 2,
      lastProblem: 'it had not answered when the run ended',
    })
  })
})

async function settled(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !isDone(); turn++) await Promise.resolve()
}
