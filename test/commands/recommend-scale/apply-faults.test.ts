import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ClusterWorld, clusterWorld } from './cluster-world.ts'

let cluster: ClusterWorld
beforeEach(async () => {
  cluster = await clusterWorld()
})
afterEach(() => cluster.close())

const allowed = ['--allow', 'short-history', '--allow', 'foreign', '--allow', 'scale-down']
const apply = ['--name', 'lewis-app', '--apply', '--yes', ...allowed, '--undo-file', 'undo.json', '--json']
const find = (plural: string, name: string) =>
  JSON.parse(JSON.stringify(cluster.api.find(plural, 'lewis-system', name)))
const stored = () => [
  find('deployments', 'lewis-app').spec.template.spec.containers[0].resources,
  find('horizontalpodautoscalers', 'lewis-hpa').spec,
]
const change = (output: string) => JSON.parse(output).data.change
const states = (steps: { state: string }[]) => steps.map(({ state }) => state)

/** As the HPA would: so many pods. */
function scaleTo(replicas: number): void {
  const deployment = find('deployments', 'lewis-app')
  cluster.api.put({ ...deployment, spec: { ...deployment.spec, replicas } }, 'kube-controller-manager')
  cluster.api.settle()
}

describe('a rollout that never becomes ready', () => {
  test('is waited for as long as was said, and ends the change there, which is told', async () => {
    cluster.api.faults.rollout = 'never-ready'
    const { exitCode, output } = await cluster.run([...apply, '--rollout-timeout', '2m'])
    expect(exitCode).toBe(1)
    expect(states(change(output).steps)).toEqual(['done', 'skipped'])
    expect(change(output).rollouts).toMatchObject([
      { state: 'late', because: expect.stringContaining('After 120 s') },
    ])
    expect(existsSync(join(cluster.folder, 'undo.json'))).toBe(true)
    expect(change(output).rollback).toBeNull()
  })

  test('is brought back with --rollback-on-failure', async () => {
    const before = stored()
    cluster.api.faults.rollout = 'deadline-exceeded'
    const { exitCode, output } = await cluster.run([
      ...apply,
      '--rollback-on-failure',
      '--rollout-timeout',
      '1m',
    ])
    expect(exitCode).toBe(1)
    // What was brought back does not come up here either, and that is told.
    expect(states(change(output).rollouts)).toEqual(['failed', 'failed'])
    expect(states(change(output).rollback)).toEqual(['done'])
    expect(stored()).toEqual(before)
  })
})

describe('Ctrl-C in the middle of an apply', () => {
  test('leaves what is done, says what is not, and keeps the undo file', async () => {
    const before = stored()
    cluster.onSleep = () => cluster.interrupt()
    const { exitCode, output } = await cluster.run([...apply, '--rollback-on-failure'])
    expect(exitCode).toBe(130)
    expect(states(change(output).steps)).toEqual(['done', 'skipped'])
    expect(change(output)).toMatchObject({ undoFile: 'undo.json', rollback: null })
    const [resources, autoscaler] = stored()
    expect(resources).not.toEqual(before[0])
    expect(autoscaler).toEqual(before[1])
    cluster.onSleep = () => {}
    const undo = await cluster.run(['--undo', 'undo.json', '--yes', '--json'])
    expect([undo.exitCode, states(change(undo.output).steps)]).toEqual([0, ['already', 'done']])
    expect(stored()).toEqual(before)
  })
})

describe('--verify', () => {
  const figures = (output: string) =>
    Object.fromEntries(
      change(output).verified[0].figures.map(({ what, holds }: { what: string; holds: boolean }) => [
        what,
        holds,
      ]),
    )

  test('holds where pods, CPU and memory are as predicted', async () => {
    const { exitCode, output } = await cluster.run([...apply, '--verify', '10m'])
    expect(figures(output)).toEqual({ pods: true, busy: true, memory: true, restarts: true })
    expect(exitCode).toBe(0)
  })

  test('fails where pods are busier and fuller than was predicted, and brings back what was', async () => {
    const before = stored()
    cluster.onSleep = () => cluster.api.setMetrics({ 'lewis-app': { cpu: '450m', memory: '900Mi' } })
    const { exitCode, output } = await cluster.run([...apply, '--verify', '2m', '--rollback-on-failure'])
    expect(exitCode).toBe(1)
    expect(figures(output)).toEqual({ pods: true, busy: false, memory: false, restarts: true })
    expect(change(output).verified[0].loadChange).toBeCloseTo(450 / 350 - 1)
    expect(states(change(output).rollback)).toEqual(['done', 'done'])
    expect(stored()).toEqual(before)
  })

  test('fails where there are other pods than was predicted', async () => {
    cluster.onSleep = () => {
      cluster.onSleep = () => {}
      scaleTo(6)
    }
    const { exitCode, output } = await cluster.run([...apply, '--verify', '2m'])
    expect([exitCode, figures(output)]).toEqual([
      1,
      { pods: false, busy: true, memory: true, restarts: true },
    ])
    expect(change(output).rollback).toBeNull()
  })

  test('changes nothing where nobody could tell what came of it', async () => {
    const before = stored()
    const { api } = cluster
    const isJudged = () => api.requests.some(({ path }) => path.includes('dryRun'))
    Object.defineProperty(api.faults, 'deny', {
      get: () => (isJudged() ? { verb: 'list', resource: 'pods' } : null),
    })
    const { exitCode, output } = await cluster.run([...apply, '--verify', '2m'])
    expect([exitCode, JSON.parse(output).error.sentence]).toEqual([
      3,
      expect.stringContaining('could not be verified, so nothing was changed'),
    ])
    expect(stored()).toEqual(before)
  })

  test('says where it could not be seen afterwards, and exits 3', async () => {
    cluster.onSleep = () => cluster.api.setMetrics('unavailable')
    const { exitCode, output } = await cluster.run([...apply, '--verify', '2m'])
    expect([exitCode, JSON.parse(output).warnings]).toEqual([
      3,
      expect.arrayContaining([expect.stringContaining('lewis-system/lewis-app was not verified')]),
    ])
  })
})

describe('more comes before less', () => {
  test('an autoscaler that grows is set before pods are replaced', async () => {
    cluster.api.setMetrics({ 'lewis-app': { cpu: '470m', memory: '700Mi' } })
    const { output } = await cluster.run(apply)
    expect(change(output).steps.map(({ kind }: { kind: string }) => kind)).toEqual([
      'HorizontalPodAutoscaler',
      'Deployment',
    ])
  })
})

test('an audit file that cannot be written stops it before anything is changed', async () => {
  const before = stored()
  const { exitCode, output } = await cluster.run([...apply, '--audit', '/proc/audit.jsonl'])
  expect(exitCode).toBeGreaterThanOrEqual(2)
  expect(output).toContain('audit.jsonl')
  expect(stored()).toEqual(before)
})

test('the audit file is in the state folder of the user where none is named', async () => {
  await cluster.run(apply)
  const lines = readFileSync(join(cluster.folder, '.local/state/lewis-perf/audit.jsonl'), 'utf8')
    .trim()
    .split('\n')
  expect(lines).toHaveLength(2)
})
