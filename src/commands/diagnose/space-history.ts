import { resolve } from 'node:path'
import { type Facts, OperatorError, type SpaceHistory, seriesNamed } from '../../core/index.ts'
import { readRecording } from '../../monitor/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import type { Context } from '../command.ts'

const minuteSeconds = 60

/**
 * What was free on each filesystem, a point a minute, in the recording at `path` with all its parts. Throws OperatorError (exit 2) where it
 * is none, tells of no filesystem, or is of another machine than this one, where this one is diagnosed.
 */
export function spaceHistoryIn(
  path: string,
  { world }: Context,
  { isThisMachine }: { isThisMachine: boolean },
): Facts['spaceHistory'] {
  const recording = readRecording(world.files, resolve(world.directory, path))
  const { id } = recording.machine ?? {}
  if (isThisMachine && id !== undefined && id !== fingerprintMachine(world).id) {
    throw new OperatorError({
      sentence: `${path} was recorded on another machine.`,
      hint: 'Give a recording of the machine that is diagnosed.',
    })
  }
  const mounts = new Map<string, SpaceHistory>()
  for (const { at, v } of recording.samples()) {
    const atSeconds = at / 1000
    for (const { tags, value } of seriesNamed(v, 'disk.free')) {
      const mountPoint = tags.mount
      if (mountPoint === undefined || value === null) continue
      const history = mounts.get(mountPoint) ?? { mountPoint, points: [] }
      mounts.set(mountPoint, history)
      const last = history.points.at(-1)
      if (last === undefined || atSeconds - last.atSeconds >= minuteSeconds)
        history.points.push({ atSeconds, freeBytes: value })
    }
  }
  if (mounts.size === 0) {
    throw new OperatorError({
      sentence: `${path} tells of no filesystem.`,
      hint: 'Give a file that lewis-perf monitor --record wrote.',
    })
  }
  return { known: true, last: [...mounts.values()], first: null, path }
}
