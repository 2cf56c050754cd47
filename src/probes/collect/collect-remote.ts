import { type RemoteTarget, runRemotely } from '../../clients/index.ts'
import type { Snapshot, World } from '../../core/index.ts'
import type { Collected, CollectOptions } from './collected.ts'
import { maskSnapshot } from './mask-snapshot.ts'
import { type Frames, parseFrames, withoutEnd } from './parse-frames.ts'
import { remoteScript } from './remote-script.ts'

/** A target that could not be asked at all. */
export interface Unreachable {
  sentence: string
  hint: string
}

const beyondWindowMs = 60_000

/** The raw facts of another machine or container in one round trip; what a broken connection left is handed back as incomplete. */
export async function collectRemote(
  world: World,
  target: RemoteTarget,
  options: CollectOptions,
): Promise<Collected | Unreachable> {
  const startMs = world.clock.monotonicMs()
  const windowMs = (options.windowSeconds ?? 0) * 1000
  const answer = await runRemotely(world, target, remoteScript(options), windowMs + beyondWindowMs)
  if (!answer.ok) return { sentence: answer.sentence, hint: answer.hint }
  const { ran, startedMs, output } = answer
  const endedMs = world.clock.epochMs()
  const frames = parseFrames(output, options.nonce)
  const name = target.kind === 'ssh' ? target.host : target.command
  if (frames.samples.length === 0) return silent(name, ran.errors)
  const snapshot: Snapshot = { schema: 'lewis-perf/facts/1', host: name, samples: frames.samples }
  stamp(snapshot, endedMs, windowMs)
  const isMachine = options.roots.length === 1 && options.roots[0] === '/'
  if (isMachine) noteClock(snapshot, frames, startedMs, endedMs - windowMs)
  if (isMachine && !frames.complete) withoutEnd(snapshot)
  const said = ran.errors
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1)
  const why =
    ran.end === 'timeout'
      ? 'it did not end in time'
      : (said?.trim() ?? `exit code ${ran.exitCode ?? 'unknown'}`)
  return {
    snapshot: maskSnapshot(snapshot),
    complete: frames.complete,
    problems: frames.complete
      ? []
      : [`The connection to ${name} ended early (${why}): what it had told is judged.`],
    cost: {
      childProcesses: [target.kind === 'ssh' ? 'ssh' : 'sh'],
      files: snapshot.samples.reduce((sum, { files }) => sum + Object.keys(files).length, 0),
      seconds: Math.max(0, world.clock.monotonicMs() - startMs - windowMs) / 1000,
    },
  }
}

function silent(name: string, errors: string): Unreachable {
  const said = errors
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1)
    ?.trim()
  return {
    sentence: `${name} answered, but not as a POSIX shell does${said === undefined ? '' : `: ${said.replace(/\.$/, '')}`}.`,
    hint: 'It needs sh, cat, sleep and df, and has to read its script from standard input.',
  }
}

function stamp({ samples }: Snapshot, endedMs: number, windowMs: number): void {
  for (const [index, sample] of samples.entries())
    sample.atMs = index === samples.length - 1 ? endedMs : endedMs - windowMs
}

/** The remote clock was read at some moment between our start and the first word: that bounds how far it is off. */
function noteClock(
  { samples }: Snapshot,
  { clockSeconds }: Frames,
  startedMs: number,
  heardMs: number,
): void {
  const last = samples.at(-1)
  if (last === undefined || clockSeconds === null) return
  const middle = (startedMs + heardMs) / 2000
  const uncertainty = Math.max(0, heardMs - startedMs) / 2000 + (Number.isInteger(clockSeconds * 2) ? 0.5 : 0)
  last.commands['clock offset'] = `${(clockSeconds - middle).toFixed(6)} ${uncertainty.toFixed(6)}`
}
