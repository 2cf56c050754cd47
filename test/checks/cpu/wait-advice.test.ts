import { describe, expect, it } from 'vitest'
import { cpuPressure } from '../../../src/checks/cpu/pressure.ts'
import { cpuRunQueue } from '../../../src/checks/cpu/run-queue.ts'
import type { Known } from '../ranking/samples.ts'
import { cpus, did, finding, process, stalls, stat } from './samples.ts'

const busy = (nice: number): Known => ({
  cpuPressure: stalls([0.5, 0.5, 0.5]),
  effectiveCpu: cpus(2),
  kernelStat: { first: stat({}, { runningProcesses: 9 }), last: stat({}, { runningProcesses: 9 }) },
  processes: did(process(7, { nice, userSeconds: 3, runDelaySeconds: 2 })),
})

describe.each([
  ['CPU pressure', cpuPressure],
  ['the run queue', cpuRunQueue],
])('%s', (_, check) => {
  it('advises to lower the priority of the process, and undoes it to what it was', () => {
    expect(finding(check, busy(-5)).advice?.at(-1)).toMatchObject({
      command: 'renice -n 10 -p 7',
      undo: 'renice -n -5 -p 7',
    })
  })

  it('does not advise it of one that gives way already', () => {
    const commands = (nice: number) => finding(check, busy(nice)).advice?.map(({ command }) => command)
    expect(commands(9)).toHaveLength(2)
    expect(commands(10)).toEqual(['ps -eo pid,stat,pcpu,comm --sort=-pcpu | head'])
  })
})
