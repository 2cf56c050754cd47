import { randomBytes } from 'node:crypto'
import { type RemoteAnswer, type RemoteTarget, runRemotely } from '../../../clients/index.ts'
import type { World } from '../../../core/index.ts'
import { parseUptime } from '../../facts/index.ts'
import type { Sample } from '../collected.ts'
import { frameReader } from './frame-reader.ts'
import { type LoopWish, loopScript } from './loop-script.ts'

/** What a machine told at one moment. */
export interface MachineFrame extends Pick<Sample, 'files' | 'commands'> {
  /** The machine's own time since it booted. */
  uptimeSeconds: number
}

/** A connection over which a machine tells of itself again and again. */
export interface MachineLoop {
  /** Resolves once it is over, with what was said last; never rejects. */
  ended: Promise<RemoteAnswer>
  /** Ends it. */
  close(): void
}

/** Longer than the script runs. */
const timeoutMs = 91_000_000
const keptBytes = 65_536

/** Asks `target` for frames over one connection, which stays open; `onFrame` is told each as soon as it is whole. */
export function openMachineLoop(
  world: World,
  target: RemoteTarget,
  wish: LoopWish,
  onFrame: (frame: MachineFrame) => void,
): MachineLoop {
  const nonce = `lewis-perf-${randomBytes(8).toString('hex')}`
  const closing = new AbortController()
  const read = frameReader(nonce, ({ files, commands }) => {
    const uptime = files['/proc/uptime']
    const uptimeSeconds = typeof uptime === 'string' ? parseUptime(uptime) : null
    if (uptimeSeconds !== null) onFrame({ uptimeSeconds, files, commands })
  })
  const ended = runRemotely(world, target, loopScript(wish, nonce), {
    timeoutMs,
    keptBytes,
    onOutput: read,
    signal: closing.signal,
  })
  return { ended, close: () => closing.abort() }
}
