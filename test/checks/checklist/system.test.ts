import { describe, expect, it } from 'vitest'
import type { Judged } from '../../../src/checks/judge.ts'
import type { DiskFacts } from '../../../src/core/index.ts'
import { answerTo, finding } from './samples.ts'

describe('adequate resources', () => {
  const fine = ['cpu.utilization', 'mem.available', 'disk.space'].map((id) => finding(id, 'pass'))
  const ask = (findings: readonly Judged[]) => answerTo('Configure adequate', findings)

  it('pass where a check of each finds enough', () => {
    expect(ask(fine)).toMatchObject({
      answer: 'pass',
      because: 'About cpu.utilization. About mem.available. About disk.space.',
    })
  })

  it.each(['warn', 'fail'] as const)('fail with the reason of what is short: %s', (status) => {
    expect(
      ask([...fine, finding('disk.inodes', status, 'No inodes are left. Delete files.', '/var')]),
    ).toMatchObject({
      answer: 'fail',
      because: '/var: No inodes are left.',
    })
  })

  it('tell the failure before the warning, and every resource that is short', () => {
    const findings = [
      finding('cpu.load', 'warn', 'The load is high.'),
      finding('cpu.pressure', 'fail', 'Tasks wait.'),
      finding('mem.pressure', 'warn', 'Memory is short.'),
      finding('disk.space', 'pass'),
    ]
    expect(ask(findings).because).toBe('Tasks wait. Memory is short.')
  })

  it('are unknown where one of them is', () => {
    expect(ask([...fine.slice(0, 2), finding('disk.space', 'unknown')])).toMatchObject({
      answer: 'unknown',
      because: 'Whether there is enough of disk could not be told.',
    })
    expect(ask(fine.slice(0, 1)).because).toBe(
      'Whether there is enough of memory and disk could not be told.',
    )
    expect(ask([...fine.slice(0, 2), finding('disk.space', 'not-applicable')]).answer).toBe('unknown')
  })

  it('other checks have no say in it', () => {
    expect(ask([...fine, finding('net.errors', 'fail')]).answer).toBe('pass')
  })
})

describe('disks without moving parts', () => {
  const disk = (name: string, rotational: boolean | null, about: Partial<DiskFacts> = {}): DiskFacts => ({
    name,
    rotational,
    isPartition: false,
    isVirtual: false,
    scheduler: null,
    readAheadBytes: null,
    counters: {
      reads: 0,
      readBytes: 0,
      readSeconds: 0,
      writes: 0,
      writtenBytes: 0,
      writeSeconds: 0,
      inFlight: 0,
      busySeconds: 0,
      queueSeconds: 0,
    },
    ...about,
  })
  const ask = (...disks: DiskFacts[]) => answerTo('Use SSD', [], { disks })

  it.each([
    ['pass', 'No disk rotates: nvme0n1, vda.', [disk('nvme0n1', false), disk('vda', false)]],
    ['fail', 'These disks rotate: sda.', [disk('nvme0n1', false), disk('sda', true), disk('vda', true)]],
    [
      'manual',
      'What kind of storage does the provider have behind vda? A virtual disk itself does not know.',
      [disk('vda', true), disk('nvme0n1', false)],
    ],
    [
      'unknown',
      'No disk says whether it rotates.',
      [disk('sda', null), disk('sr0', true), disk('dm-0', true)],
    ],
    [
      'unknown',
      'No disk says whether it rotates.',
      [disk('sda1', true, { isPartition: true }), disk('loop0', true, { isVirtual: true })],
    ],
  ] as const)('%s: %s', (answer, because, disks) => {
    expect(ask(...disks)).toMatchObject({ answer, because })
  })

  it('are unknown where disks were not read', () => {
    expect(answerTo('Use SSD', []).answer).toBe('unknown')
  })
})

describe('kernel parameters of the network', () => {
  const ask = (...findings: Judged[]) => answerTo('Configure kernel', findings)

  it.each([
    ['pass', [finding('net.tcp-options', 'pass'), finding('net.buffers', 'not-applicable')]],
    ['fail', [finding('net.tcp-options', 'info'), finding('net.backlog-sysctl', 'pass')]],
    ['unknown', [finding('net.tcp-options', 'unknown')]],
    ['unknown', [finding('net.buffers', 'not-applicable')]],
    ['unknown', []],
  ] as const)('are %s of %j', (answer, findings) => {
    expect(ask(...findings).answer).toBe(answer)
  })

  it('two reasons are told', () => {
    const findings = ['a', 'b', 'c'].map((name) =>
      finding('net.tcp-options', 'info', `${name} is off.`, name),
    )
    expect(ask(...findings).because).toBe('a is off. b is off.')
  })

  it('what was skipped is said to be left out', () => {
    expect(ask().because).toBe('The checks that answer it were left out.')
  })
})

describe('TCP window scaling', () => {
  const ask = (text: string) =>
    answerTo('Configure TCP', [], { sysctls: { 'net.ipv4.tcp_window_scaling': text } }).answer

  it.each([
    ['1', 'pass'],
    ['0', 'fail'],
    ['', 'unknown'],
  ])('of "%s" is %s', (text, answer) => {
    expect(ask(text)).toBe(answer)
  })
})

describe('NUMA', () => {
  const node = (number: number) => ({ node: number, hit: 1, miss: 0, foreign: 0 })

  it.each([
    ['pass', [node(0)], []],
    ['pass', [node(0), node(1)], [finding('cpu.numa', 'pass')]],
    ['fail', [node(0), node(1)], [finding('cpu.numa', 'info')]],
    ['unknown', [node(0), node(1)], [finding('cpu.numa', 'unknown')]],
    ['unknown', [node(0), node(1)], []],
    ['pass', undefined, [finding('cpu.numa', 'not-applicable')]],
  ] as const)('%s', (answer, nodes, findings) => {
    const known = nodes === undefined ? {} : { numaNodes: [...nodes] }
    expect(answerTo('Configure NUMA', findings, known).answer).toBe(answer)
  })
})
