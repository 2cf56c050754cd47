import { describe, expect, it } from 'vitest'
import { recordWithPerf, recordWithPySpy } from '../../src/clients/index.ts'
import type { Ran, RunRequest } from '../../src/core/index.ts'
import { fakeWorld } from '../fake-world.ts'
import { literalFiles } from '../worlds.ts'

const exited: Ran = { output: '', errors: '', end: 'exited', exitCode: 0 }

/** A machine on which the profiler is installed and its recording ends with `ran`. */
function answering(ran: Partial<Ran>, changes: Parameters<typeof fakeWorld>[0] = {}) {
  const requests: RunRequest[] = []
  const run = async (request: RunRequest): Promise<Ran> => {
    requests.push(request)
    return request.args[0] === '--version' ? exited : { ...exited, ...ran }
  }
  return { world: fakeWorld({ ...changes, run }).world, requests }
}

const aborted = AbortSignal.abort()

describe('a recording by py-spy', () => {
  it('asks for whole seconds of one process, and hands over numbers only', async () => {
    const { world, requests } = answering({ output: 'py-spy> Sampling process\n\na;b 3\npy-spy> Wrote\n' })
    expect(await recordWithPySpy(world, 42, 1.6)).toEqual({ ok: true, text: 'a;b 3\n', notes: [] })
    expect(requests[0]).toMatchObject({ program: 'py-spy', args: ['--version'] })
    expect(requests[1]?.program).toBe('sh')
    expect(requests[1]?.args.slice(2)).toEqual(['sh', '42', '2'])
    expect(requests[1]?.timeoutMs).toBe(62_000)
    await recordWithPySpy(world, 42, 0.2)
    expect(requests[3]?.args.at(-1)).toBe('1')
  })

  it.each<[string, Partial<Ran>, string[]]>([
    [
      'an interruption',
      { end: 'stopped', exitCode: null },
      ['The profile is not whole: py-spy printed more than 256 MiB.'],
    ],
    [
      'a time limit',
      { end: 'timeout', exitCode: null },
      ['The profile is not whole: py-spy did not end in time.'],
    ],
    [
      'a slow machine',
      { output: 'py-spy> 1.2s behind in sampling, results may be inaccurate\na 1\n' },
      ['py-spy could not keep up with its rate: short calls may be missing.'],
    ],
  ])('has doubts after %s', async (_, ran, notes) => {
    expect(await recordWithPySpy(answering({ output: 'a 1\n', ...ran }).world, 42, 5)).toMatchObject({
      text: 'a 1\n',
      notes,
    })
  })

  it.each<[string, Partial<Ran>, string]>([
    [
      'no right',
      { errors: "Permission Denied: Try running again with elevated permissions by going 'sudo env'" },
      'may not look into the process: run as root or with CAP_SYS_PTRACE',
    ],
    [
      'an error',
      { errors: 'Error: Failed to find python version from target process.\nCaused by\n' },
      'failed: Failed to find python version from target process',
    ],
    ['an error that names nothing', { exitCode: 7 }, 'failed (exit code 7)'],
    ['a time limit', { end: 'timeout', exitCode: null }, 'did not end in time'],
  ])('fails for %s', async (_, ran, because) => {
    expect(await recordWithPySpy(answering(ran).world, 42, 5)).toEqual({ ok: false, because })
  })

  it('of a process that slept is empty, and no failure', async () => {
    const output =
      "py-spy> Sampling\npy-spy> Wrote raw flamegraph data to '/dev/stdout'. Samples: 0 Errors: 0\n"
    expect(await recordWithPySpy(answering({ output }).world, 42, 5)).toEqual({
      ok: true,
      text: '',
      notes: [],
    })
  })

  it('needs py-spy', async () => {
    expect(await recordWithPySpy(fakeWorld().world, 42, 5)).toEqual({
      ok: false,
      because: 'is not installed',
    })
  })

  it('that was interrupted keeps what there is', async () => {
    const late = { end: 'stopped', exitCode: null } as const
    const { world } = answering({ ...late, output: 'a 1\n' }, { interrupted: aborted })
    expect(await recordWithPySpy(world, 42, 5)).toMatchObject({
      ok: true,
      notes: ['The profile was interrupted: it covers the time until then.'],
    })
    const nothing = answering(late, { interrupted: aborted }).world
    expect(await recordWithPySpy(nothing, 42, 5)).toEqual({
      ok: false,
      because: 'was interrupted before it had a result',
    })
  })
})

describe('a recording by perf', () => {
  const line = 'app 1 1.0: 1 cycles: \n\t117e add\n\n'

  it('asks for the seconds of one process, and hands over numbers only', async () => {
    const { world, requests } = answering({ output: line })
    expect(await recordWithPerf(world, 42, 1.5)).toEqual({ ok: true, text: line, notes: [] })
    expect(requests[1]?.args.slice(2)).toEqual(['sh', '42', '1.5'])
    expect(requests[1]?.args[1]).toContain('-o - ')
  })

  it.each<[string, Partial<Ran>, string[]]>([
    [
      'a limit of output',
      { end: 'stopped', exitCode: null },
      ['The profile is not whole: perf printed more than 256 MiB.'],
    ],
    [
      'events of the user alone',
      { output: 'app 1 1.0:     250000 cycles:u: \n\t117e add\n\n' },
      ['Time in the kernel is left out: this user may not see it.'],
    ],
    [
      'events of the user alone, precise',
      { output: 'app 1 1.0:     250000 cycles:Pu: \n\t117e add\n\n' },
      ['Time in the kernel is left out: this user may not see it.'],
    ],
    ['precise events of all', { output: 'app 1 1.0:     250000 cpu-clock:ppp: \n\t117e add\n\n' }, []],
  ])('has the doubts of %s', async (_, ran, notes) => {
    expect(await recordWithPerf(answering({ output: line, ...ran }).world, 42, 5)).toMatchObject({
      ok: true,
      notes,
    })
  })

  it.each<[string, Partial<Ran>, string]>([
    [
      'no right',
      { errors: 'Error:\nAccess to performance monitoring is limited.\nperf_event_paranoid setting is 3\n' },
      'is not permitted to this user (kernel.perf_event_paranoid is 3): run as root or with CAP_PERFMON',
    ],
    [
      'no process',
      { errors: "Couldn't create thread/CPU maps: No such process\n" },
      "failed: Couldn't create thread/CPU maps: No such process",
    ],
    ['a time limit', { end: 'timeout', exitCode: null }, 'did not end in time'],
  ])('fails for %s', async (_, ran, because) => {
    const files = literalFiles({ '/proc/sys/kernel/perf_event_paranoid': '3\n' })
    expect(await recordWithPerf(answering(ran, { files }).world, 42, 5)).toEqual({ ok: false, because })
  })

  it('does not name a setting that cannot be read', async () => {
    const { world } = answering({ errors: 'perf_event_open: Operation not permitted' })
    expect(await recordWithPerf(world, 42, 5)).toEqual({
      ok: false,
      because: 'is not permitted to this user: run as root or with CAP_PERFMON',
    })
  })

  it('of a process that slept is empty, and no failure', async () => {
    expect(await recordWithPerf(answering({}).world, 42, 5)).toEqual({ ok: true, text: '', notes: [] })
  })

  it('needs perf, and the one of this kernel', async () => {
    expect(await recordWithPerf(fakeWorld().world, 42, 5)).toEqual({ ok: false, because: 'is not installed' })
    const run = async (): Promise<Ran> => ({
      ...exited,
      exitCode: 2,
      errors: 'WARNING: perf not found for kernel 5.15',
    })
    expect(await recordWithPerf(fakeWorld({ run }).world, 42, 5)).toEqual({
      ok: false,
      because: 'is installed, but not for the kernel that runs here',
    })
  })

  it('that was interrupted before it began says so', async () => {
    const { world } = answering({ end: 'stopped', exitCode: null }, { interrupted: aborted })
    expect(await recordWithPerf(world, 42, 5)).toEqual({
      ok: false,
      because: 'was interrupted before it had a result',
    })
  })
})
