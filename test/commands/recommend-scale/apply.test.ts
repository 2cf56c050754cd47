import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { app, apply, type ClusterWorld, clusterWorld, plannedSpecs } from './cluster-world.ts'

let cluster: ClusterWorld
beforeEach(async () => {
  cluster = await clusterWorld()
})
afterEach(() => cluster.close())

const stored = (): unknown => plannedSpecs(cluster)
const written = () =>
  cluster.api.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('dryRun'))
const read = (name: string): string => readFileSync(join(cluster.folder, name), 'utf8')
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')
const change = (output: string) => JSON.parse(output).data.change

describe('recommend-scale --dry-run', () => {
  test('shows what would change, asks the cluster for its judgement, and writes nothing', async () => {
    const before = stored()
    const { exitCode, errors, output } = await cluster.run([...app, '--dry-run', '--json'])
    expect(exitCode).toBe(0)
    expect(errors).toContain('- lewis requests.memory: 1Gi\n+ lewis requests.memory: 805Mi')
    expect(change(output)).toMatchObject({ action: 'dry-run', undoFile: null, target: { context: 'prod' } })
    expect(new Set(change(output).steps.map(({ state }: { state: string }) => state))).toEqual(
      new Set(['planned']),
    )
    expect(cluster.api.requests.some(({ path }) => path.includes('dryRun=All'))).toBe(true)
    expect(written()).toEqual([])
    expect(stored()).toEqual(before)
  })

  test('says what --apply would have to be allowed', async () => {
    const { output } = await cluster.run([...app, '--dry-run'])
    for (const need of ['short-history', 'foreign', 'scale-down'])
      expect(flat(output)).toContain(`--apply needs --allow ${need}.`)
  })

  test('says where nothing is to be changed', async () => {
    const { output, exitCode } = await cluster.run([...app, '--dry-run', '--model', 'hpa'])
    expect([exitCode, flat(output)]).toEqual([0, expect.stringContaining('nothing is to be changed')])
  })
})

describe('recommend-scale --apply', () => {
  test('writes the undo file before anything else, changes step by step, and tells how', async () => {
    const before = stored()
    const { exitCode, errors, output } = await cluster.run([...apply, '--yes', '--json'])
    expect(exitCode).toBe(0)
    expect(errors).toContain('lewis-perf recommend-scale --undo undo.json')
    const { steps, rollouts } = change(output)
    expect(steps.map(({ kind, state }: { kind: string; state: string }) => [kind, state])).toEqual([
      ['Deployment', 'done'],
      ['HorizontalPodAutoscaler', 'done'],
    ])
    expect(rollouts).toMatchObject([{ state: 'done', because: expect.stringContaining('new and available') }])
    expect(stored()).not.toEqual(before)
    expect(statSync(join(cluster.folder, 'undo.json')).mode & 0o777).toBe(0o600)
    const undo = JSON.parse(read('undo.json'))
    expect(undo).toMatchObject({
      schema: 'lewis-perf/undo/1',
      target: { kind: 'kubernetes', context: 'prod' },
    })
    expect(undo.steps).toHaveLength(2)
    expect(read('undo.json') + output + errors).not.toContain(cluster.api.tokens.admin)
  })

  test('and --undo brings back exactly what was, once', async () => {
    const before = stored()
    await cluster.run([...apply, '--yes'])
    const undo = await cluster.run(['--undo', 'undo.json', '--yes', '--audit', 'audit.jsonl'])
    expect([undo.exitCode, undo.output]).toEqual([
      0,
      expect.stringContaining('2 changes of prod brought back.'),
    ])
    expect(stored()).toEqual(before)
    const writes = written().length
    const again = await cluster.run(['--undo', 'undo.json', '--yes', '--audit', 'audit.jsonl'])
    expect([again.exitCode, again.output]).toEqual([0, expect.stringContaining('prod is as it was before')])
    expect(written()).toHaveLength(writes)
  })

  test('adds an audit line for each change: when, who, where, what and how it came out', async () => {
    await cluster.run([...apply, '--yes'])
    await cluster.run(['--undo', 'undo.json', '--yes', '--audit', 'audit.jsonl'])
    const lines = read('audit.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ action, kind, state }) => [action, kind, state])).toEqual([
      ['apply', 'Deployment', 'done'],
      ['apply', 'HorizontalPodAutoscaler', 'done'],
      ['undo', 'HorizontalPodAutoscaler', 'done'],
      ['undo', 'Deployment', 'done'],
    ])
    expect(lines[0]).toMatchObject({
      user: 'operator',
      target: { kind: 'kubernetes', context: 'prod' },
      namespace: 'lewis-system',
      name: 'lewis-app',
      undoFile: 'undo.json',
    })
    expect(lines[0].at).toMatch(/^2026-11-02T03:/)
    expect(lines[0].fields[0]).toMatchObject({ before: '1Gi', after: '805Mi' })
  })

  test('asks, and changes nothing without a yes', async () => {
    const before = stored()
    const no = await cluster.run(apply, { answer: '' })
    expect([no.exitCode, no.errors]).toEqual([2, expect.stringContaining('Nothing was changed.')])
    const nobody = await cluster.run(apply)
    expect([nobody.exitCode, nobody.errors]).toEqual([2, expect.stringContaining('Add --yes')])
    expect(stored()).toEqual(before)
    expect((await cluster.run(apply, { answer: 'y' })).exitCode).toBe(0)
    expect(stored()).not.toEqual(before)
  })

  test.each([
    ['short-history', 'from too short a time'],
    ['foreign', 'admin owns fields of Deployment lewis-system/lewis-app'],
    ['scale-down', 'of the memory that it may have, more than 50 % (--down-at-most)'],
  ])('needs --allow %s by name', async (missing, sentence) => {
    const given = ['short-history', 'foreign', 'scale-down'].filter((one) => one !== missing)
    const flags = given.flatMap((one) => ['--allow', one])
    const { exitCode, errors } = await cluster.run([...app, '--apply', '--yes', ...flags])
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
    expect(errors).toContain(`hint: If that is right: --allow ${missing}.`)
    expect(written()).toEqual([])
  })

  test('does not write over an undo file', async () => {
    await cluster.run([...apply, '--yes'])
    await cluster.run(['--undo', 'undo.json', '--yes'])
    const before = stored()
    const { exitCode, errors } = await cluster.run([...apply, '--yes'])
    expect([exitCode, errors]).toEqual([
      3,
      expect.stringContaining('undo.json is there already: nothing was changed.'),
    ])
    expect(stored()).toEqual(before)
  })

  test.each([
    [
      'an API server that is down',
      () => Object.assign(cluster.api.faults, { drop: { count: 999, when: 'before' } }),
    ],
    ['an expired token', () => Object.assign(cluster.api.faults, { tokenExpired: true })],
    ['a sign-in page', () => Object.assign(cluster.api.faults, { html: 99 })],
    [
      'a verb that is denied',
      () => Object.assign(cluster.api.faults, { deny: { verb: 'patch', resource: 'deployments' } }),
    ],
  ])('changes nothing at %s, and exits 3', async (_, breakIt) => {
    const before = stored()
    breakIt()
    const { exitCode, output, errors } = await cluster.run([...apply, '--yes'])
    expect(exitCode).toBe(3)
    expect(stored()).toEqual(before)
    expect(output + errors).not.toContain(cluster.api.tokens.admin)
  })
})

test.each([
  [['--apply', '--dry-run'], '--apply and --dry-run contradict'],
  [['--apply', '--context', 'a', '--context', 'b'], 'Several --context cannot be changed in one run'],
  [['--yes'], '--yes says nothing without --apply or --undo'],
  [['--verify', '5m'], '--verify says nothing without --apply'],
  [['--allow', 'zero'], '--allow says nothing without --apply'],
  [['--rollback-on-failure'], '--rollback-on-failure says nothing without --apply'],
])('refuses %j', async (args, sentence) => {
  const { exitCode, errors } = await cluster.run(args)
  expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
})
