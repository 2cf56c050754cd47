import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allowed, apply, type ClusterWorld, clusterWorld, plannedSpecs } from './cluster-world.ts'

let cluster: ClusterWorld
beforeEach(async () => {
  cluster = await clusterWorld()
})
afterEach(() => cluster.close())

const stored = (): unknown => plannedSpecs(cluster)
const read = (name: string): string => readFileSync(join(cluster.folder, name), 'utf8')

describe('recommend-scale --undo', () => {
  test.each([
    ['{}', 'it has no schema'],
    ['not json', 'it has no schema'],
    ['{"schema":"lewis-perf/undo/9"}', 'its schema is lewis-perf/undo/9'],
    [
      '{"schema":"lewis-perf/undo/1","target":{"kind":"sysctl"},"steps":[{}]}',
      'its target is neither a Kubernetes cluster nor a file',
    ],
    [
      '{"schema":"lewis-perf/undo/1","target":{"kind":"kubernetes","context":"a","server":"b"},"steps":[]}',
      'it has no steps',
    ],
    [
      '{"schema":"lewis-perf/undo/1","target":{"kind":"kubernetes","context":"a","server":"b"},"steps":[{"before":{"apiVersion":"v1","kind":"Secret","metadata":{"namespace":"a","name":"b"},"spec":{}},"after":null}]}',
      'its step 1 names no object that can be changed',
    ],
  ])('refuses %s', async (text, why) => {
    writeFileSync(join(cluster.folder, 'undo.json'), text)
    const { exitCode, errors } = await cluster.run(['--undo', 'undo.json', '--yes'])
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(why)])
  })

  test('refuses another cluster', async () => {
    await cluster.run([...apply, '--yes'])
    writeFileSync(
      join(cluster.folder, 'undo.json'),
      read('undo.json').replace(cluster.api.url, 'https://10.0.0.1:6443'),
    )
    const { exitCode, errors } = await cluster.run(['--undo', 'undo.json', '--yes'])
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('is of https://10.0.0.1:6443')])
  })

  test('asks before anything is taken away', async () => {
    // A StatefulSet that nothing scales yet: an autoscaler is made for it.
    const database = ['--name', 'lewis-db', '--apply', '--yes', ...allowed, '--undo-file', 'undo.json']
    cluster.api.setMetrics({ 'lewis-db': { cpu: '3', memory: '300Mi' } })
    await cluster.run(database)
    const before = cluster.api.requests.length
    const { exitCode } = await cluster.run(['--undo', 'undo.json'], { answer: 'n' })
    expect(exitCode).toBe(2)
    const since = cluster.api.requests.slice(before).filter(({ method }) => method !== 'GET')
    expect(
      since.every(({ path, body }) => path.includes('dryRun=All') || body.includes('"dryRun":["All"]')),
    ).toBe(true)
    expect(since.length).toBeGreaterThan(0)
  })

  test('changes nothing where somebody changed the same since', async () => {
    await cluster.run([...apply, '--yes'])
    const hpa = JSON.parse(
      JSON.stringify(cluster.api.find('horizontalpodautoscalers', 'lewis-system', 'lewis-hpa')),
    )
    cluster.api.put({ ...hpa, spec: { ...hpa.spec, maxReplicas: 33 } }, 'somebody')
    const before = stored()
    const { exitCode, errors } = await cluster.run(['--undo', 'undo.json', '--yes'])
    expect([exitCode, errors]).toEqual([3, expect.stringContaining('Somebody changed maxReplicas')])
    expect(stored()).toEqual(before)
  })
})

test('--undo excludes what plans', async () => {
  const { exitCode, errors } = await cluster.run(['--undo', 'undo.json', '--model', 'vpa'])
  expect([exitCode, errors]).toEqual([2, expect.stringContaining('--undo and --model contradict')])
})
