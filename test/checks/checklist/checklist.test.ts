import { describe, expect, it } from 'vitest'
import { type ChecklistAnswer, checklist } from '../../../src/checks/checklist/index.ts'
import type { Judged } from '../../../src/checks/judge.ts'
import type { DiskFacts, Status } from '../../../src/core/index.ts'
import { type Around, aProcess, listOf, machine } from '../process/samples.ts'
import { judged, type Known } from '../ranking/samples.ts'

const items: Record<string, string[]> = {
  'Application Level': [
    'Enable asynchronous processing for I/O operations',
    'Implement connection pooling for databases',
    'Use caching for frequently accessed data',
    'Optimize database queries with proper indexing',
    'Implement pagination for large result sets',
    'Use compression for data transfer',
    'Minimize memory allocations in loops',
  ],
  'System Level': [
    'Configure adequate system resources (CPU, RAM, Disk)',
    'Enable swap space for memory overflow',
    'Use SSD storage for better I/O performance',
    'Configure kernel parameters for network performance',
    'Enable CPU frequency scaling',
    'Configure NUMA topology awareness',
  ],
  'Database Level': [
    'Create appropriate indexes on frequently queried columns',
    'Regular database maintenance (ANALYZE, VACUUM)',
    'Configure database connection pooling',
    'Optimize database buffer sizes',
    'Use read replicas for scaling read operations',
    'Implement database partitioning for large tables',
  ],
  'Network Level': [
    'Use CDN for static content delivery',
    'Enable HTTP/2 for web interfaces',
    'Implement proper load balancing',
    'Configure TCP window scaling',
    'Use keep-alive connections',
    'Enable compression (gzip, brotli)',
  ],
  'Monitoring Level': [
    'Set up comprehensive metrics collection',
    'Configure performance alerting',
    'Implement log aggregation and analysis',
    'Regular performance benchmarking',
    'Capacity planning based on growth projections',
    'Automated scaling policies',
  ],
}

/** The answer to the item that begins with these words. */
function answerTo(words: string, findings: readonly Judged[], known: Known = {}, around: Around = {}) {
  const found = checklist(findings, machine(known, around)).find(({ item }) => item.startsWith(words))
  if (found === undefined) throw new Error(`no item begins with ${words}`)
  return found
}

const finding = (id: string, status: Status, because = `About ${id}.`, instance?: string) =>
  judged({ id, status, because, ...(instance === undefined ? {} : { instance }) })

describe('the checklist of the guide', () => {
  const all = checklist([], machine({}))

  it('has its 31 items in their order, word for word', () => {
    expect(all).toHaveLength(31)
    const bySection: Record<string, string[]> = {}
    for (const { section, item } of all) {
      bySection[section] ??= []
      bySection[section].push(item)
    }
    expect(bySection).toEqual(items)
    expect(Object.keys(bySection)).toEqual(Object.keys(items))
  })

  it('passes nothing of a machine of which nothing is known, but what it does not have', () => {
    const passed = all.filter(({ answer }) => answer === 'pass' || answer === 'fail')
    expect(passed).toEqual([])
  })

  it('asks a question of people, and says why of the rest', () => {
    for (const { answer, because } of all) expect(because).toMatch(answer === 'manual' ? /\?/ : /^\S.*\.$/)
  })

  it('knows nothing of databases and HTTP yet', () => {
    const about = (words: RegExp): ChecklistAnswer[] =>
      all.filter(({ section, item }) => section === 'Database Level' || words.test(item))
    const unknown = about(/database|HTTP|keep-alive|ompression/)
    expect(unknown).toHaveLength(12)
    expect(new Set(unknown.map(({ answer }) => answer))).toEqual(new Set(['unknown']))
  })

  it('names the checks that answer an item', () => {
    expect(answerTo('Configure TCP', []).checks).toEqual(['net.tcp-options'])
    expect(answerTo('Use CDN', []).checks).toEqual([])
  })
})

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

describe('swap space', () => {
  const ask = (swapBytes: number, ...findings: Judged[]) =>
    answerTo('Enable swap', findings, { meminfo: { SwapTotal: swapBytes } })

  it('is there', () => {
    expect(ask(2 ** 30, finding('mem.swap-io', 'pass'))).toMatchObject({
      answer: 'pass',
      because: 'The guide asks for swap space, and there are 1 GiB of it.',
    })
  })

  it('is not there', () => {
    expect(ask(0)).toMatchObject({
      answer: 'fail',
      because: 'The guide asks for swap space, and there is none.',
    })
  })

  it.each([
    ['mem.swap-io', 'fail'],
    ['mem.swap-used', 'warn'],
    ['mem.swappiness', 'info'],
  ] as const)('is there, but %s disagrees and wins', (id, status) => {
    expect(ask(2 ** 30, finding(id, status, 'It hurts. Much.'))).toMatchObject({
      answer: 'fail',
      because: `The guide asks for swap space, and there are 1 GiB of it. ${id} disagrees, and wins: It hurts.`,
    })
  })

  it('information on its use is no disagreement', () => {
    expect(ask(2 ** 30, finding('mem.swap-used', 'info')).answer).toBe('pass')
  })

  it('is unknown where it was not read', () => {
    expect(answerTo('Enable swap', []).answer).toBe('unknown')
  })
})

describe('CPU frequency scaling', () => {
  const cpuFrequency = [
    { cpu: 0, governor: 'powersave', preference: null },
    { cpu: 1, governor: 'powersave', preference: null },
  ]
  const ask = (...findings: Judged[]) => answerTo('Enable CPU', findings, { cpuFrequency })
  const guide = 'The guide asks for frequency scaling, and it is on (governor powersave).'

  it('passes where the check agrees', () => {
    expect(ask(finding('cpu.governor', 'pass'))).toMatchObject({
      answer: 'pass',
      because: `${guide} cpu.governor agrees: it keeps the frequency high.`,
    })
  })

  it('fails where the check disagrees, and tells both', () => {
    expect(
      ask(finding('cpu.governor', 'pass'), finding('cpu.governor', 'info', 'It saves power. Change it.')),
    ).toMatchObject({ answer: 'fail', because: `${guide} cpu.governor disagrees, and wins: It saves power.` })
  })

  it('is unknown where the check was left out or could not tell', () => {
    expect(ask().answer).toBe('unknown')
    expect(ask(finding('cpu.governor', 'unknown')).answer).toBe('unknown')
  })

  it('is a matter of the host where the machine has none', () => {
    expect(answerTo('Enable CPU', []).answer).toBe('manual')
  })

  it('is unknown where it may not be read', () => {
    expect(answerTo('Enable CPU', [], {}, { missing: { cpuFrequency: 'denied' } })).toMatchObject({
      answer: 'unknown',
      because: '/cpuFrequency could not be read.',
    })
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

describe('what a Node process or a program in the list answers', () => {
  it.each([
    ['Enable async', 'node.loop-delay'],
    ['Minimize memory', 'node.gc'],
  ])('%s is for people unless a Node process was attached to', (item, id) => {
    expect(answerTo(item, [finding(id, 'not-applicable')]).answer).toBe('manual')
    expect(answerTo(item, [finding(id, 'unknown')]).answer).toBe('manual')
    expect(answerTo(item, [finding(id, 'pass')]).answer).toBe('pass')
    expect(answerTo(item, [finding(id, 'fail')])).toMatchObject({ answer: 'fail', because: `About ${id}.` })
  })

  it.each([
    ['Set up comprehensive', 'prometheus-node'],
    ['Set up comprehensive', 'netdata'],
    ['Configure performance alerting', 'alertmanager'],
    ['Implement log', 'fluent-bit'],
  ])('%s: %s does it', (item, name) => {
    expect(answerTo(item, [], { processes: listOf(aProcess(), aProcess({ name })) })).toMatchObject({
      answer: 'pass',
      because: `${name} runs here.`,
    })
    expect(answerTo(item, [], { processes: listOf(aProcess({ name: `${name}2x` })) }).answer).toBe('manual')
  })
})
