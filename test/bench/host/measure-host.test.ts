import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openScratchFolder } from '../../../src/apply/index.ts'
import { measureHost } from '../../../src/bench/index.ts'
import { nodeWorld } from '../../../src/cli/node-world.ts'
import { type FigureId, type HostMeasurement, hostFigures } from '../../../src/comparison/index.ts'
import type { Ran, RunRequest } from '../../../src/core/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { literalFiles } from '../../worlds.ts'
import { smallSettings } from './small.ts'

const scratch = openScratchFolder()
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lewis-perf-host-')))
afterAll(() => {
  scratch.remove()
  rmSync(folder, { recursive: true })
})

const samplesOf = ({ figures }: HostMeasurement, id: FigureId) => figures.find((one) => one.id === id)

test('the real machine: every figure is measured or says why not, and the folder is empty afterwards', async () => {
  const said: string[] = []
  const measured = await measureHost(nodeWorld(), scratch, {
    dataDirectory: folder,
    settings: smallSettings,
    progress: (text) => said.push(text),
  })
  const untold = measured.figures.filter(({ samples, missing }) => samples.length !== 1 && missing === null)
  expect(untold).toEqual([])
  expect(samplesOf(measured, 'cpuInteger')?.samples[0]).toBeGreaterThan(0)
  expect(samplesOf(measured, 'diskWrite')?.samples[0]).toBeGreaterThan(0)
  expect(samplesOf(measured, 'loopbackRate')?.samples[0]).toBeGreaterThan(0)
  expect(said).toHaveLength(7)
  expect(said[0]).toBe('round 1: computing on one core')
  expect(readdirSync(folder)).toEqual([])
})

describe('rounds', () => {
  const everything = {
    values: Object.fromEntries(
      ['integer', 'float', 'hash', 'latency', 'copy', 'write', 'read', 'syncP50', 'syncP95', 'syncP99']
        .concat(['randomReadP50', 'randomReadP99', 'rate', 'overshootP50', 'overshootP99', 'lagP99', 'spawn'])
        .map((name) => [name, 2]),
    ),
    missing: {},
  }
  const exited = (output: string, errors = ''): Ran => ({ output, errors, end: 'exited', exitCode: 0 })

  function measure(
    run: (request: RunRequest) => Ran,
    {
      interrupted,
      seconds = 60,
      partMs = 0,
    }: { interrupted?: AbortSignal; seconds?: number; partMs?: number } = {},
  ) {
    let nowMs = 0
    const { world } = fakeWorld({
      directory: folder,
      files: literalFiles({}, { [folder]: { availableBytes: 1e12 } }),
      run: async (request) => {
        nowMs += partMs
        return run(request)
      },
      ...(interrupted === undefined ? {} : { interrupted }),
    })
    world.clock = { epochMs: () => 0, monotonicMs: () => nowMs }
    const settings = { ...smallSettings, rounds: { least: 2, most: 3 }, seconds }
    return measureHost(world, scratch, { dataDirectory: '.', settings, progress: () => {} })
  }

  test('give each figure one sample each', async () => {
    const measured = await measure(() => exited(JSON.stringify(everything)))
    expect(measured.figures).toEqual(hostFigures.map(({ id }) => ({ id, samples: [2, 2, 2], missing: null })))
    expect(measured).toMatchObject({ rounds: 3, isPartial: false })
  })

  test('are fewer where they take long, but not fewer than the least', async () => {
    const rounds = async (seconds: number) =>
      (await measure(() => exited(JSON.stringify(everything)), { seconds, partMs: 1000 })).rounds
    expect(await rounds(1)).toBe(2)
    expect(await rounds(20)).toBe(2)
    expect(await rounds(21)).toBe(3)
  })

  test('that are interrupted keep what was measured', async () => {
    const interruption = new AbortController()
    let parts = 0
    const measured = await measure(
      () => {
        parts++
        if (parts === 9) interruption.abort()
        return exited(parts === 9 ? '' : JSON.stringify(everything))
      },
      { interrupted: interruption.signal },
    )
    expect(samplesOf(measured, 'cpuInteger')?.samples).toEqual([2, 2])
    expect(samplesOf(measured, 'cpuIntegerAll')?.samples).toEqual([2])
    expect(measured).toMatchObject({ rounds: 1, isPartial: true })
  })

  test.each([
    [
      'fails',
      exited('', 'x\nError: EIO: i/o error, fdatasync\n'),
      'The disk part failed: Error: EIO: i/o error, fdatasync.',
    ],
    ['is killed', exited(''), 'The disk part failed: its process ended early.'],
    [
      'stands still',
      { output: '', errors: '', end: 'timeout', exitCode: null } as const,
      'The disk part did not end within 60 s.',
    ],
  ])('in which a part %s go on without its figures', async (_, disk, missing) => {
    const measured = await measure(({ args }) =>
      args.at(-1)?.includes('"part":"disk"') ? disk : exited(JSON.stringify(everything)),
    )
    expect(samplesOf(measured, 'diskWrite')).toEqual({ id: 'diskWrite', samples: [], missing })
    expect(samplesOf(measured, 'spawn')?.samples).toEqual([2, 2, 2])
  })
})
