import type { Files, MountFacts } from '../core/index.ts'
import { parseMountinfo } from './mountinfo.ts'
import { readFact } from './read-fact.ts'

/** The mount that holds `path` (absolute, without links): of those above it the nearest, and of several in one place the last; null where the mounts cannot be read. */
export function mountOf(files: Pick<Files, 'text'>, path: string): MountFacts | null {
  const mounts = readFact(files, '/proc/self/mountinfo', parseMountinfo)
  const above = (mounts.ok ? mounts.value : []).filter(({ mountPoint }) => holds(mountPoint, path))
  return above.reduce<MountFacts | null>(
    (nearest, one) =>
      nearest === null || one.mountPoint.length >= nearest.mountPoint.length ? one : nearest,
    null,
  )
}

function holds(mountPoint: string, path: string): boolean {
  return mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`)
}
