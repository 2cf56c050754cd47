import { afterAll, describe, expect, test } from 'vitest'
import type { DiagnoseData } from '../../src/checks/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { syntheticMachines, writeTrees } from '../synthetic/index.ts'
import { lewisPerf } from './installed.ts'

const removals: (() => void)[] = []
afterAll(() => {
  for (const remove of removals) remove()
})

async function diagnosed(name: string): Promise<Envelope<DiagnoseData>> {
  const machine = syntheticMachines[name]
  if (machine === undefined) throw new Error(`there is no machine ${name}`)
  const { before, after, remove } = writeTrees(machine)
  removals.push(remove)
  const ended = await lewisPerf(['diagnose', '--root', before, '--root', after, '--json'])
  expect(ended.errors).not.toContain('error:')
  return JSON.parse(ended.output)
}

const first = ({ data }: Envelope<DiagnoseData>) => data.hypotheses[0]
const statusOf = ({ findings }: Envelope, id: string) =>
  findings.filter((finding) => finding.id === id).map(({ status }) => status)

describe('a machine that no test machine can be', () => {
  test('cgroup v2 container, throttled: names the container, not the roomy host', async () => {
    const result = await diagnosed('cgroup v2 container, throttled')
    expect(first(result)).toMatchObject({ resource: 'cpu' })
    expect(first(result)?.findings.some((name) => name.startsWith('cpu.throttled'))).toBe(true)
    expect(statusOf(result, 'cpu.throttled')).toEqual(['fail'])
    expect(statusOf(result, 'cpu.utilization')).toEqual(['pass'])
    expect(statusOf(result, 'ctr.cpu-view')).toContain('warn')
  })

  test('the same container with enough CPU: no bottleneck', async () => {
    const result = await diagnosed('cgroup v2 container, with enough CPU')
    expect([result.exitCode, result.data.hypotheses]).toEqual([0, []])
    expect(statusOf(result, 'cpu.throttled')).toEqual(['pass'])
  })

  test('Alpine with BusyBox is healthy', async () => {
    const result = await diagnosed('Alpine with BusyBox')
    expect([result.exitCode, result.data.hypotheses]).toEqual([0, []])
  })

  test('ARM board with 16 KiB pages: out of memory, and the culprit by its true size', async () => {
    const result = await diagnosed('ARM board')
    expect(first(result)).toMatchObject({ resource: 'memory', culprit: expect.stringContaining('chromium') })
    expect(statusOf(result, 'mem.available')).toEqual(['fail'])
  })

  test('256 cores on NUMA: a load of 20 is nothing there, and remote memory is told', async () => {
    const result = await diagnosed('256 cores on NUMA')
    expect(result.data.hypotheses).toEqual([])
    expect(statusOf(result, 'cpu.load')).toEqual(['pass'])
    expect(statusOf(result, 'cpu.numa')).toContain('info')
  })

  test('RHEL 9 without PSI, CPU saturated: ranked by run delay, less surely', async () => {
    const result = await diagnosed('RHEL 9 without PSI, CPU saturated')
    expect(first(result)).toMatchObject({ resource: 'cpu', culprit: expect.stringContaining('indexer') })
    expect(statusOf(result, 'cpu.pressure')).toEqual(['unknown'])
    expect(first(result)?.confidence).toBeLessThan(0.8)
  })

  test('RHEL 8, cgroup v1, a throttled service: names the service', async () => {
    const result = await diagnosed('RHEL 8, cgroup v1, a throttled service')
    expect(first(result)).toMatchObject({
      resource: 'cpu',
      culprit: expect.stringContaining('scanner.service'),
    })
  })
})
