import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nodeWorld } from '../../src/cli/node-world.ts'
import { runHost } from '../../src/commands/bench/run-host.ts'
import type { Context } from '../../src/commands/index.ts'
import type { Ran, World } from '../../src/core/index.ts'
import { loadProfile } from '../../src/profiles/index.ts'
import { smallSettings } from '../bench/host/small.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lewis-perf-run-host-')))
afterAll(() => rmSync(folder, { recursive: true }))

const values = Object.fromEntries(
  ['integer', 'float', 'hash', 'latency', 'copy', 'write', 'read', 'syncP50', 'syncP95', 'syncP99']
    .concat(['randomReadP50', 'randomReadP99', 'rate', 'overshootP50', 'overshootP99', 'lagP99', 'spawn'])
    .map((name) => [name, 0.012_345_678]),
)
const answer: Ran = {
  output: JSON.stringify({ values, missing: {} }),
  errors: '',
  end: 'exited',
  exitCode: 0,
}

function context(profile: string, changes: Partial<World> = {}): Context {
  const world: World = { ...nodeWorld(), directory: folder, run: async () => answer, ...changes }
  return {
    world,
    operands: [],
    profile: async () => (await loadProfile(profile, world)).profile,
    measuredOn: () => {},
    progress: () => {},
    announce: async () => {},
    live: async () => null,
    seed: () => 1,
  }
}
const settings = { ...smallSettings, rounds: { least: 3, most: 3 } }

describe('--write-reference', () => {
  test('records a profile that --profile reads back, and against which the same box passes', async () => {
    const recorded = await runHost(
      { suite: 'host', writeReference: 'good-box.yaml' },
      context('recommended'),
      settings,
    )
    const [document] = recorded.documents ?? []
    expect(document).toMatchObject({ file: 'good-box.yaml', mediaType: 'application/yaml' })
    expect(document?.text).toContain('    diskSyncP50:\n      median: 12.35ms\n      low: 12.35ms\n')
    writeFileSync(join(folder, 'good-box.yaml'), document?.text ?? '')
    const again = await runHost({ suite: 'host' }, context('good-box.yaml'), settings)
    expect(again.headline).toBe('This box is what good-box says it is, in all 20 figures.')
    expect(again.data.reference?.profile).toBe('good-box')
  })

  test('records nothing of a run that was interrupted', async () => {
    const interrupted = AbortSignal.abort()
    const { documents, warnings } = await runHost(
      { suite: 'host', writeReference: 'half.yaml' },
      context('recommended', { interrupted }),
      settings,
    )
    expect(documents).toBeUndefined()
    expect(warnings).toContain('half.yaml was not written: half a measurement is no reference.')
  })

  test.each([
    ['good-box', '--write-reference writes a profile, which needs a .yaml ending, got good-box.'],
    ['nowhere/a.yaml', '--write-reference nowhere/a.yaml is in a folder that does not exist.'],
  ])('refuses %s before it measures', async (writeReference, sentence) => {
    const run = () => Promise.reject(new Error('it measured'))
    const running = runHost({ suite: 'host', writeReference }, context('recommended', { run }), settings)
    await expect(running).rejects.toMatchObject({ sentence, exitCode: 2 })
  })
})

test('a folder that cannot be measured is refused before anything is', async () => {
  const run = () => Promise.reject(new Error('it measured'))
  const running = runHost(
    { suite: 'host', dataDirectory: 'nowhere' },
    context('recommended', { run }),
    settings,
  )
  await expect(running).rejects.toMatchObject({ exitCode: 2 })
})
