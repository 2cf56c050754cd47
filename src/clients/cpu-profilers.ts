import type { Ran, World } from '../core/index.ts'

/** What a profiler printed, with doubts; or why it could not, as the rest of a sentence that begins with its name. */
export type Recorded = { ok: true; text: string; notes: string[] } | { ok: false; because: string }

type Machine = Pick<World, 'run' | 'files' | 'interrupted'>

const rate = 99
const maximumBytes = 256 * 2 ** 20
/** How long a profiler may take beyond the time that it samples: it reads the symbols of large programs. */
const extraMs = 60_000

// py-spy halts the process at each sample. Killed in such a moment it would leave it halted, so it runs in a session of its
// own, where no kill reaches it, and is asked to end as soon as the shell that started it is gone.
const pySpyScript = `command -v setsid >/dev/null || setsid() { "$@"; }
setsid sh -c '{ py-spy record --pid "$1" --duration "$2" --rate ${rate} --format raw --function --full-filenames --output /dev/stdout </dev/null & spy=$!
( while kill -0 "$3"; do sleep 0.1; done; kill -INT "$spy" ) >/dev/null 2>&1 & watch=$!
wait "$spy"; kill "$watch" 2>/dev/null; } | cat' sh "$1" "$2" "$$"`

/** Collapsed stacks of the Python process `pid` by py-spy, over whole seconds; ended early it hands back what there is. */
export async function recordWithPySpy(world: Machine, pid: number, seconds: number): Promise<Recorded> {
  const version = await world.run({ program: 'py-spy', args: ['--version'], timeoutMs: 10_000 })
  if (version.end === 'missing') return { ok: false, because: 'is not installed' }
  const length = Math.max(Math.round(seconds), 1)
  const ran = await shell(world, pySpyScript, pid, length)
  const stacks = ran.output.split('\n').filter((line) => line !== '' && !line.startsWith('py-spy>'))
  if (stacks.length > 0) {
    const behind = /behind in sampling/.test(ran.output + ran.errors)
    const late = 'py-spy could not keep up with its rate: short calls may be missing.'
    return {
      ok: true,
      text: `${stacks.join('\n')}\n`,
      notes: [...cut(world, ran, 'py-spy'), ...(behind ? [late] : [])],
    }
  }
  if (world.interrupted.aborted) return { ok: false, because: 'was interrupted before it had a result' }
  if (/permission denied|not permitted/i.test(ran.errors)) {
    return { ok: false, because: 'may not look into the process: run as root or with CAP_SYS_PTRACE' }
  }
  if (/Samples: \d/.test(ran.output)) return { ok: true, text: '', notes: [] }
  return { ok: false, because: failure(ran) }
}

/** What `perf script` prints of `perf record` over the process `pid`; ended early it hands back what there is. */
export async function recordWithPerf(world: Machine, pid: number, seconds: number): Promise<Recorded> {
  const version = await world.run({ program: 'perf', args: ['--version'], timeoutMs: 10_000 })
  if (version.end === 'missing') return { ok: false, because: 'is not installed' }
  if (version.end === 'exited' && version.exitCode !== 0) {
    return { ok: false, because: 'is installed, but not for the kernel that runs here' }
  }
  // Unbuffered, so that an interrupted recording has its samples; nothing is written to a file.
  const script = `perf record -q --no-buffering -F ${rate} -g -p "$1" -o - -- sleep "$2" | perf script --no-inline -i -`
  const ran = await shell(world, script, pid, seconds)
  if (ran.output.trim() !== '') {
    return { ok: true, text: ran.output, notes: [...cut(world, ran, 'perf'), ...withoutKernel(ran.output)] }
  }
  if (world.interrupted.aborted) return { ok: false, because: 'was interrupted before it had a result' }
  if (/perf_event_paranoid|not permitted|permission denied/i.test(ran.errors)) {
    const setting = world.files.text('/proc/sys/kernel/perf_event_paranoid')
    const value = setting.ok ? ` (kernel.perf_event_paranoid is ${setting.value.trim()})` : ''
    return { ok: false, because: `is not permitted to this user${value}: run as root or with CAP_PERFMON` }
  }
  return ran.errors.trim() === '' && ran.end === 'exited'
    ? { ok: true, text: '', notes: [] }
    : { ok: false, because: failure(ran) }
}

function shell(world: Machine, script: string, pid: number, seconds: number): Promise<Ran> {
  const timeoutMs = seconds * 1000 + extraMs
  return world.run({
    program: 'sh',
    args: ['-c', script, 'sh', String(pid), String(seconds)],
    timeoutMs,
    maximumBytes,
  })
}

function cut(world: Machine, { end }: Ran, name: string): string[] {
  if (end === 'exited') return []
  if (world.interrupted.aborted) return ['The profile was interrupted: it covers the time until then.']
  const why = end === 'timeout' ? 'did not end in time' : `printed more than ${maximumBytes / 2 ** 20} MiB`
  return [`The profile is not whole: ${name} ${why}.`]
}

function withoutKernel(output: string): string[] {
  const userOnly = /^[^\n]*:\s+\d+\s+\S+:[a-zA-Z]*u[a-zA-Z]*:\s/.test(output)
  return userOnly ? ['Time in the kernel is left out: this user may not see it.'] : []
}

function failure({ end, errors, exitCode }: Ran): string {
  if (end === 'timeout') return 'did not end in time'
  const line = errors.split('\n').find((text) => text.trim() !== '' && !/^error:\s*$/i.test(text.trim()))
  if (line === undefined) return `failed (exit code ${exitCode ?? 'unknown'})`
  return `failed: ${line
    .trim()
    .replace(/^error:\s*/i, '')
    .replace(/[.]$/, '')}`
}
