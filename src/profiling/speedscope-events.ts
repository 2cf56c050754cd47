import { isJsonObject, type JsonObject, listOf, numberOf } from './json-value.ts'
import type { ProfileTree } from './read-speedscope.ts'

/** The stacks between the opening and closing events of one profile; answers what is wrong with it, or null. */
export function eventedStacks(profile: JsonObject, tree: ProfileTree): string | null {
  const events = listOf(profile['events'])
  if (events === null) return 'events are missing'
  const open: { frame: unknown; node: number }[] = []
  let since: number | null = null
  const passes = (at: number): boolean => {
    if (since !== null && at < since) return false
    tree.weigh(open.at(-1)?.node ?? tree.root, at - (since ?? at))
    since = at
    return true
  }
  for (const [index, event] of events.entries()) {
    const at = isJsonObject(event) ? numberOf(event['at']) : null
    if (!isJsonObject(event) || at === null) return `event ${index + 1} cannot be read`
    if (!passes(at)) return `event ${index + 1} happens before the one that precedes it`
    const { type, frame } = event
    if (type === 'O') {
      const node = tree.call(open.at(-1)?.node ?? tree.root, frame)
      if (node === null) return `event ${index + 1} names the frame ${String(frame)}, which is not there`
      open.push({ frame, node })
    } else if (type !== 'C') return `event ${index + 1} neither opens nor closes a frame`
    else if (open.pop()?.frame !== frame)
      return `event ${index + 1} closes a frame that is not the innermost open one`
  }
  // A recording that was cut off leaves frames open: they last to its end.
  const end = numberOf(profile['endValue'])
  if (open.length > 0 && end !== null && since !== null && end > since) passes(end)
  return null
}
