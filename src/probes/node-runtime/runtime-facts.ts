import type { NodeRuntimeFacts } from '../../core/index.ts'
import { garbageCollections } from './garbage-collections.ts'
import { loopDelayOf } from './loop-delay.ts'
import type { RuntimeLook } from './runtime-look.ts'

/** Parts of the window that are shorter say nothing: the kernel counts CPU time in steps. */
const shortestPartMs = 5

/** More looks at the resources of a process than these show its trend no better. */
const mostResources = 40

/**
 * What `looks`, in order of time, tell of the event loop, the collections, the heap, the resources and the CPU use of a Node
 * process that has not answered for `silentMs` since.
 */
export function runtimeFacts(
  looks: readonly RuntimeLook[],
  silentMs: number,
): Omit<NodeRuntimeFacts, 'pid' | 'nodeVersion'> {
  const beganMs = looks[0]?.atMs ?? 0
  const every = Math.ceil(looks.length / mostResources)
  return {
    loopDelay: loopDelayOf(looks, silentMs),
    loopUtilization: loopUtilization(looks, silentMs),
    gc: garbageCollections(looks),
    heap: looks.at(-1)?.heap ?? null,
    resources: looks.flatMap(({ atMs, resources }, index) =>
      resources === null || index % every > 0
        ? []
        : [{ atSeconds: (atMs - beganMs) / 1000, counts: resources }],
    ),
    cpuCores: looks.slice(1).flatMap((look, before) => coresBetween(looks[before], look)),
  }
}

/** Without what our own looks took; who does not answer is busy. */
function loopUtilization(looks: readonly RuntimeLook[], silentMs: number): number | null {
  const [first, last] = [looks[0], looks.at(-1)]
  if (!first?.loop || !last?.loop) return null
  const ownMs = looks.slice(1).reduce((all, { atMs, untilMs }) => all + untilMs - atMs, 0)
  const activeMs = Math.max(last.loop.activeMs - first.loop.activeMs - ownMs, 0) + silentMs
  const passedMs = activeMs + last.loop.idleMs - first.loop.idleMs
  if (passedMs > 0) return activeMs / passedMs
  // A program whose first turn never ends has no loop that could be idle.
  return last.atMs > first.atMs && last.ticks?.count === 0 ? 1 : null
}

/** What the process used for itself from the end of one look to the beginning of the next. */
function coresBetween(before: RuntimeLook | undefined, look: RuntimeLook): number[] {
  if (!before || before.cpuAfterUs === null || look.cpuBeforeUs === null) return []
  const passedMs = look.atMs - before.untilMs
  if (passedMs < shortestPartMs) return []
  return [Math.max(look.cpuBeforeUs - before.cpuAfterUs, 0) / 1000 / passedMs]
}
