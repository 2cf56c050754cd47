import { describe, expect, it } from 'vitest'
import { OperatorError, type Ran, type RunRequest, type World } from '../../../src/core/index.ts'
import { takeCpuProfile } from '../../../src/probes/cpu-profile/index.ts'
import type { OpenInspector } from '../../../src/probes/cpu-profile/profile-node.ts'
import { fakeWorld } from '../../fake-world.ts'
import { literalFiles, literalPlatform } from '../../worlds.ts'

const missing: Ran = { output: '', errors: '', end: 'missing', exitCode: null }
const exited: Ran = { output: '', errors: '', end: 'exited', exitCode: 0 }
const perfText = 'app 7 1.0: 1 cycles: \n\t117e add (/srv/app)\n\n'

/** A process 7 that runs `program`, on a machine where the profilers print what is given. */
function machine(
  program: string,
  printed: { pySpy?: Partial<Ran>; perf?: Partial<Ran> },
  interrupted?: AbortSignal,
): World {
  const run = async ({ program: name, args }: RunRequest): Promise<Ran> => {
    const which = name === 'sh' ? (args[1]?.includes('py-spy') ? 'py-spy' : 'perf') : name
    const answer = which === 'py-spy' ? printed.pySpy : printed.perf
    if (answer === undefined) return missing
    return name === 'sh' ? { ...exited, ...answer } : exited
  }
  const files = literalFiles({ '/proc/7/comm': 'app\n', '/proc/7/exe': { link: program } })
  return fakeWorld({ run, files, ...(interrupted === undefined ? {} : { interrupted }) }).world
}

const noInspector: OpenInspector = () => Promise.reject(new Error('asked for'))
const request = { seconds: 10, mayAttach: false }

async function problemOf(world: World): Promise<{ sentence: string; hint: string; exitCode: number }> {
  const error = await takeCpuProfile(world, 7, request, noInspector).then(
    () => null,
    (cause: unknown) => cause,
  )
  if (!(error instanceof OperatorError)) throw new Error(`There was no such error but ${String(error)}.`)
  return { sentence: error.sentence, hint: error.hint, exitCode: error.exitCode }
}

describe('the CPU profile of a process', () => {
  it('is taken by py-spy where it is Python', async () => {
    const world = machine('/usr/bin/python3', {
      pySpy: { output: 'main;work (a.py:3) 4\n' },
      perf: { output: perfText },
    })
    const taken = await takeCpuProfile(world, 7, request, noInspector)
    expect(taken).toMatchObject({ subject: 'app (pid 7)', takenBy: 'py-spy', seconds: 0, warnings: [] })
    expect(taken.profile.frames.map(({ name }) => name)).toEqual(['main', 'work'])
  })

  it('is taken by perf where it is native, without asking py-spy', async () => {
    const world = machine('/srv/app', { pySpy: { output: 'main 1\n' }, perf: { output: perfText } })
    const taken = await takeCpuProfile(world, 7, request, noInspector)
    expect(taken.takenBy).toBe('perf')
    expect(taken.warnings).toEqual([
      'perf sees native frames: stacks of programs that were built without frame pointers are cut short.',
    ])
  })

  it('is taken by perf where py-spy is missing, and says what is lost', async () => {
    const { takenBy, warnings } = await takeCpuProfile(
      machine('/usr/bin/python3', { perf: { output: perfText } }),
      7,
      request,
      noInspector,
    )
    expect(takenBy).toBe('perf')
    expect(warnings[1]).toBe(
      'Functions of a script appear as those of its interpreter, for py-spy is not installed.',
    )
  })

  it('is empty for a process that slept', async () => {
    const { profile } = await takeCpuProfile(machine('/srv/app', { perf: {} }), 7, request, noInspector)
    expect([profile.nodes.self.length, profile.idle]).toEqual([0, 0])
  })

  it('lasts as long as was measured, at most as long as was asked for', async () => {
    let now = 1000
    const world = {
      ...machine('/srv/app', { perf: { output: perfText } }),
      clock: { epochMs: () => 0, monotonicMs: () => (now += 4000) },
    }
    expect((await takeCpuProfile(world, 7, request, noInspector)).seconds).toBe(4)
    expect((await takeCpuProfile(world, 7, { ...request, seconds: 2 }, noInspector)).seconds).toBe(2)
  })

  it('says what is missing, and how to get it', async () => {
    expect(await problemOf(machine('/usr/bin/python3', {}))).toEqual({
      sentence:
        'The CPU profile of app (pid 7) could not be taken: py-spy is not installed; perf is not installed.',
      hint: 'Install py-spy (pip install py-spy) for Python or perf (Debian: apt-get install linux-perf) for all else, or give a profile by --import FILE.',
      exitCode: 3,
    })
    expect(await problemOf(machine('/srv/app', { perf: { errors: 'perf_event_paranoid' } }))).toEqual({
      sentence:
        'The CPU profile of app (pid 7) could not be taken: perf is not permitted to this user: run as root or with CAP_PERFMON.',
      hint: 'Install perf (Debian: apt-get install linux-perf, Ubuntu: linux-tools-generic), or give a profile by --import FILE.',
      exitCode: 3,
    })
  })

  it('does not ask a second profiler after an interruption', async () => {
    const world = machine(
      '/usr/bin/python3',
      { pySpy: { end: 'stopped', exitCode: null }, perf: { output: perfText } },
      AbortSignal.abort(),
    )
    expect((await problemOf(world)).sentence).toBe(
      'The CPU profile of app (pid 7) could not be taken: py-spy was interrupted before it had a result.',
    )
  })

  it('says what a profiler printed that is no profile', async () => {
    expect((await problemOf(machine('/srv/app', { perf: { output: 'something else\n' } }))).sentence).toBe(
      'What perf printed is no profile that can be read.',
    )
  })

  it('needs a process of this machine, and Linux', async () => {
    expect((await problemOf(fakeWorld().world)).sentence).toBe('There is no process 7 on this machine.')
    const elsewhere = { ...machine('/srv/app', {}), platform: literalPlatform({ os: 'darwin' }) }
    expect((await problemOf(elsewhere)).sentence).toBe('CPU profiles are taken on Linux only.')
  })
})
