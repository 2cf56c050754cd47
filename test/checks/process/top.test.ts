import { describe, expect, it } from 'vitest'
import { topProcesses } from '../../../src/checks/process/index.ts'
import { aProcess, finding, listOf } from './samples.ts'

const mib = 2 ** 20

describe('the processes that use the most', () => {
  it('are evidence, and never a fault', () => {
    const busy = aProcess({
      name: 'busy',
      userSeconds: 1,
      systemSeconds: 1,
      writtenBytes: 0,
      residentBytes: mib,
    })
    const large = aProcess({
      pid: 11,
      name: 'large',
      residentBytes: 900 * mib,
      openFiles: 7,
      writtenBytes: 5,
    })
    expect(
      finding(topProcesses, {
        processes: {
          first: listOf(busy, large),
          last: listOf({ ...busy, userSeconds: 3, systemSeconds: 2, writtenBytes: 6 * mib }, large),
        },
      }),
    ).toMatchObject({
      status: 'pass',
      because: 'busy (pid 10) uses the most CPU, 1 core; large (pid 11) uses the most memory, 900 MiB.',
      evidence: {
        processes: { value: 2 },
        'most CPU': 'busy (pid 10) 1 core',
        'most memory': 'large (pid 11) 900 MiB, busy (pid 10) 1 MiB',
        'most written': 'busy (pid 10) 2 MiB/s',
        'most open files': 'large (pid 11) 7',
      },
    })
  })

  it('are five of a kind at most', () => {
    const all = Array.from({ length: 7 }, (_, n) => aProcess({ pid: n + 1, residentBytes: (n + 1) * mib }))
    expect(finding(topProcesses, { processes: listOf(...all) }).evidence['most memory']).toBe(
      [7, 6, 5, 4, 3].map((n) => `server (pid ${n}) ${n} MiB`).join(', '),
    )
  })

  it('have no rates in one sample, nor in a still picture', () => {
    const process = aProcess({ userSeconds: 9, writtenBytes: 9, residentBytes: mib })
    const still = { first: listOf(aProcess()), last: listOf(process) }
    for (const evidence of [
      finding(topProcesses, { processes: listOf(process) }).evidence,
      finding(topProcesses, { processes: still }, { windowSeconds: null }).evidence,
    ])
      expect(Object.keys(evidence)).toEqual(['processes', 'most memory'])
  })

  it('leave out a process that began within the window, and one that may not be looked into', () => {
    const processes = {
      first: listOf(aProcess({ userSeconds: 1 })),
      last: listOf(aProcess({ userSeconds: 1 }), aProcess({ pid: 11, userSeconds: 2, writtenBytes: 9 })),
    }
    expect(finding(topProcesses, { processes })).toMatchObject({
      because: 'No process uses CPU or memory worth a word.',
      evidence: { processes: { value: 2 } },
    })
  })

  it('round to hundredths of a core', () => {
    const processes = { first: listOf(aProcess()), last: listOf(aProcess({ userSeconds: 1 })) }
    expect(finding(topProcesses, { processes }).evidence['most CPU']).toBe('server (pid 10) 0.33 cores')
  })
})
