import { describe, expect, it } from 'vitest'
import { presentProcess } from '../../../src/probes/process/index.ts'
import type { ProcessWatch } from '../../../src/probes/process/process-watch.ts'
import { literalCpu as cpu, literalWatch } from './literal-watch.ts'

const quota = { quotaCores: 0.5, throttledShare: 0.8 }

describe('the sentence about a process', () => {
  const said = (changes: Partial<ProcessWatch>, leader = {}) => {
    const { headline, data } = presentProcess(literalWatch(changes, leader))
    expect(data.spends.sentence).toBe(headline)
    return [data.spends.kind, headline]
  }
  const group = literalWatch().group

  it.each([
    ['on-cpu', 'on CPU 92 % of one core (80 % user, 12 % system).', { cpu: cpu(0.8, 0.12) }, { onCpu: 0.92 }],
    [
      'on-cpu',
      'on CPU with 3.41 cores (341 % user, 0.4 % system).',
      { cpu: cpu(3.41, 0.004) },
      { onCpu: 0.8 },
    ],
    [
      'on-cpu',
      'on CPU with 1.5 cores (150 % user, 0 % system); its thread node fills a core alone.',
      { cpu: cpu(1.5) },
      { onCpu: 0.9 },
    ],
    [
      'on-cpu',
      'on CPU 50 % of one core (50 % user, 0 % system); its quota of 0.5 cores stops it in 80 % of the periods.',
      { cpu: cpu(0.5), group: { ...group, ...quota } },
      { onCpu: 0.5 },
    ],
    [
      'waits-for-cpu',
      'runnable but waits for a CPU 40 % of the time; on CPU 55 % of one core.',
      { cpu: cpu(0.55, 0, 0.4) },
      { onCpu: 0.55, waitingForCpu: 0.4 },
    ],
    [
      'waits-for-cpu',
      'runnable but waits for a CPU 10 % of the time; on CPU 50 % of one core; its quota of 0.5 cores stops it in 80 % of the periods.',
      { cpu: cpu(0.5, 0, 0.1), group: { ...group, ...quota } },
      { onCpu: 0.5, waitingForCpu: 0.1 },
    ],
    [
      'waits-for-cpu',
      '2.3 of its threads wait for a CPU in the mean; on CPU with 2 cores.',
      { cpu: cpu(2, 0, 2.34) },
      { onCpu: 0.5, waitingForCpu: 0.5 },
    ],
    [
      'waits-for-cpu',
      '1 of its threads wait for a CPU in the mean; on CPU 60 % of one core.',
      { cpu: cpu(0.6, 0, 1) },
      { onCpu: 0.5, waitingForCpu: 0.05 },
    ],
    [
      'blocked',
      'waits for a disk 60 % of the time (in folio_wait_bit_common); on CPU 12 % of one core.',
      { cpu: cpu(0.02, 0.1) },
      { onCpu: 0.12, blocked: 0.6, blockedIn: 'folio_wait_bit_common' },
    ],
    [
      'blocked',
      'waits uninterruptibly 20 % of the time; on CPU 12 % of one core.',
      { cpu: cpu(0.12) },
      { onCpu: 0.12, blocked: 0.2 },
    ],
    [
      'blocked',
      'waits uninterruptibly 100 % of the time (in schedule); on CPU 0 % of one core.',
      {},
      { blocked: 1, blockedIn: 'schedule' },
    ],
    [
      'on-cpu',
      'on CPU 70 % of one core (70 % user, 0 % system).',
      { cpu: cpu(0.7) },
      { onCpu: 0.7, blocked: 0.3 },
    ],
    [
      'sleeps',
      'on CPU 12 % of one core; else sleeps in ep_poll, waiting for events (epoll).',
      { cpu: cpu(0.12) },
      { onCpu: 0.12, waitingForCpu: 0.09, blocked: 0.19 },
    ],
    ['sleeps', 'on CPU 4.2 % of one core; else sleeps.', { cpu: cpu(0.042) }, { waitsIn: null }],
    [
      'sleeps',
      'on CPU 1 % of one core; else sleeps in odd_wait.',
      { cpu: cpu(0.01) },
      { waitsIn: 'odd_wait' },
    ],
    ['idle', 'sleeps in ep_poll, waiting for events (epoll): idle.', { cpu: cpu(0.009) }, {}],
    ['idle', 'sleeps: idle.', {}, { waitsIn: null }],
    [
      'idle',
      'a thread of the kernel that sleeps in kswapd, waiting for work: idle.',
      { isKernelThread: true },
      { waitsIn: 'kswapd' },
    ],
    ['halted', 'it is halted by a signal; kill -CONT 7 lets it go on.', { state: 'T' }, {}],
    ['halted', 'it is halted by a debugger.', { state: 't' }, {}],
    ['ended', 'it has ended, and its parent (pid 1) has not taken note of that.', { state: 'Z' }, {}],
    ['ended', 'it ended while it was watched; what was seen of it before is below.', { ended: true }, {}],
    ['unknown', 'there were no two looks at it, so its use of time is not known.', { cpu: null }, {}],
    ['unknown', 'there were no two looks at it, so its use of time is not known.', { threads: null }, {}],
  ] as const)('%s: %s', (kind, sentence, changes, leader) => {
    expect(said(changes, leader)).toEqual([kind, `node (pid 7): ${sentence}`])
  })

  it('names a process without control characters', () => {
    expect(said({ name: 'a\nb' })[1]).toMatch(/^a\?b \(pid 7\): /)
  })
})
