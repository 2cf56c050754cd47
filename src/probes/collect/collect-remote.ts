import { lastWords, type RemoteTarget, runRemotely } from '../../clients/index.ts'
import { maskSecrets, type Ran, type Snapshot, type World } from '../../core/index.ts'
import type { Collected, CollectOptions } from './collected.ts'
import { maskSnapshot } from './mask-snapshot.ts'
import { type Frames, parseFrames } from './parse-frames.ts'
import { remoteScript } from './remote-script.ts'
import { markUnheard } from './unheard.ts'

/** A target that could not be asked at all. */
export interface Unreachable {
  sentence: string
  hint: string
}

const beyondWindowMs = 60_000
const maximumBytes = 256 * 2 ** 20

/** The raw facts of another machine or container in one round trip; what a broken connection left is handed back as incomplete. */
export async function collectRemote(
  world: World,
  target: RemoteTarget,
  options: CollectOptions,
): Promise<Collected | Unreachable> {
  const startMs = world.clock.monotonicMs()
  const windowMs = (options.windowSeconds ?? 0) * 1000
  const limits = { timeoutMs: windowMs + beyondWindowMs, maximumBytes }
  const answer = await runRemotely(world, target, remoteScript(options), limits)
  if (!answer.ok) return { sentence: answer.sentence, hint: answer.hint }
  const { ran, startedMs, output } = answer
  const endedMs = world.clock.epochMs()
  const frames = parseFrames(output, options.nonce)
  const name = nameOf(target)
  const why = whyEnded(ran, world.interrupted.aborted)
  if (frames.samples.length === 0) return nothingFrom(name, frames, why, options)
  if (frames.lacks === 'sleep') frames.samples.splice(0, frames.samples.length - 1)
  const isMachine = options.roots.length === 1 && options.roots[0] === '/'
  const sleptMs = isMachine && frames.complete && frames.samples.length > 1 ? windowMs : 0
  stamp(frames, endedMs, windowMs)
  if (isMachine) noteClock(frames, startedMs, endedMs - sleptMs)
  const isPair = options.roots.length > 1 || (isMachine && options.windowSeconds !== null)
  if (!frames.complete) markUnheard(frames, isPair && frames.samples.length === 1)
  const snapshot: Snapshot = { schema: 'lewis-perf/facts/1', host: name, samples: frames.samples }
  return {
    snapshot: maskSnapshot(snapshot),
    complete: frames.complete,
    problems: problemsOf(name, frames, why),
    cost: {
      childProcesses: [target.kind === 'ssh' ? 'ssh' : 'sh'],
      files: snapshot.samples.reduce((sum, { files }) => sum + Object.keys(files).length, 0),
      seconds: Math.max(0, world.clock.monotonicMs() - startMs - sleptMs) / 1000,
    },
  }
}

/** What a target is called in results; a command may hold a password. */
export function nameOf(target: RemoteTarget): string {
  return maskSecrets(target.kind === 'ssh' ? target.host : target.command)
}

function whyEnded(ran: Ran, isInterrupted: boolean): string {
  if (isInterrupted) return 'interrupted'
  if (ran.end === 'timeout') return 'it did not end in time'
  return ran.end === 'stopped' ? `it printed more than ${maximumBytes / 2 ** 20} MiB` : lastWords(ran)
}

function nothingFrom(name: string, frames: Frames, why: string, { roots }: CollectOptions): Unreachable {
  if (frames.lacks === 'cat')
    return { sentence: `${name} has no cat, so nothing can be read there.`, hint: 'Install BusyBox there.' }
  if (frames.lacks === 'root') {
    return {
      sentence: `${name} has no folder ${roots.join(' or no folder ')}.`,
      hint: 'Give --root a captured tree that is there.',
    }
  }
  return frames.heard
    ? {
        sentence: `The connection to ${name} ended before the first fact: ${why}.`,
        hint: 'Run it again.',
      }
    : {
        sentence: `${name} answered, but not as a POSIX shell does: ${why}.`,
        hint: 'It needs sh, cat, sleep and df, and has to read its script from standard input.',
      }
}

function problemsOf(name: string, { complete, lacks }: Frames, why: string): string[] {
  if (!complete) return [`The connection to ${name} ended early (${why}): what it had told is judged.`]
  return lacks === 'sleep' ? [`${name} cannot sleep, so one sample was taken and rates are unknown.`] : []
}

function stamp({ samples }: Frames, endedMs: number, windowMs: number): void {
  for (const [index, sample] of samples.entries())
    sample.atMs = index === samples.length - 1 ? endedMs : endedMs - windowMs
}

/** The remote clock was read at some moment between our start and the first word: that bounds how far it is off. */
function noteClock({ samples, clockSeconds }: Frames, startedMs: number, heardMs: number): void {
  const last = samples.at(-1)
  if (last === undefined || clockSeconds === null) return
  const middle = (startedMs + heardMs) / 2000
  const uncertainty = Math.max(0, heardMs - startedMs) / 2000 + (Number.isInteger(clockSeconds * 2) ? 0.5 : 0)
  last.commands['clock offset'] = `${(clockSeconds - middle).toFixed(6)} ${uncertainty.toFixed(6)}`
}
