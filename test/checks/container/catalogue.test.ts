import { describe, expect, it } from 'vitest'
import * as container from '../../../src/checks/container/index.ts'
import * as cpu from '../../../src/checks/cpu/index.ts'
import type { Check } from '../../../src/checks/define-check.ts'
import { fillAdvice } from '../../../src/checks/fill-advice.ts'
import * as memory from '../../../src/checks/memory/index.ts'

const all: readonly Check[] = [cpu, memory, container].flatMap((group) => Object.values(group))

describe('the checks of CPU, memory and containers', () => {
  it('are those of the catalogue', () => {
    expect(all.map(({ id }) => id).toSorted()).toEqual([
      'cpu.cgroup-usage',
      'cpu.governor',
      'cpu.iowait',
      'cpu.load',
      'cpu.numa',
      'cpu.pressure',
      'cpu.run-queue',
      'cpu.single-core-hot',
      'cpu.steal',
      'cpu.system-time',
      'cpu.thermal',
      'cpu.throttled',
      'cpu.utilization',
      'ctr.cpu-view',
      'ctr.heap-vs-limit',
      'ctr.mem-view',
      'ctr.no-limit',
      'mem.available',
      'mem.cgroup-events',
      'mem.cgroup-usage',
      'mem.dirty',
      'mem.hw-errors',
      'mem.major-faults',
      'mem.oom-kill',
      'mem.overcommit',
      'mem.pressure',
      'mem.swap-io',
      'mem.swap-used',
      'mem.swappiness',
      'mem.thp',
    ])
  })

  it.each(all)('$id says what it means, where it reads and what to do', (check) => {
    const { meaning, reads, source, advice, group } = check
    expect(check.id.split('.')[0]).toBe({ cpu: 'cpu', memory: 'mem', container: 'ctr' }[String(group)])
    expect(meaning).toMatch(/^[A-Z].*\.$/)
    expect(reads).toMatch(/\/|dmesg/)
    expect(source.length).toBeGreaterThan(3)
    expect(advice.length).toBeGreaterThan(0)
    for (const { text, command, risk } of advice) {
      expect(text).toMatch(/^[A-Z].*\.$/)
      expect(command).toBeDefined()
      expect(risk).toBeDefined()
    }
  })

  it.each(all)('$id can take back what it changes', ({ advice }) => {
    for (const { command = '', undo } of fillAdvice(advice, {})) {
      const changes = /sysctl -w|set-property|echo |renice|update|set resources|frequency-set|export /.test(
        command,
      )
      expect(undo !== undefined || !changes, command).toBe(true)
    }
  })
})
