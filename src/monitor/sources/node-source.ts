import { type Inspector, openInspector } from '../../clients/index.ts'
import { seriesKey, type World } from '../../core/index.ts'
import { followNodeRuntime, type NodeRuntimeFollower } from '../../probes/index.ts'
import type { Source } from './source.ts'
import { sourceKind } from './source-kind.ts'
import type { WishOf } from './source-wish.ts'

/** Share of the time that a tick has for its answers. */
const inTime = 0.9

/** The event loop of a Node process, through its inspector: opened once, asked at each tick, and closed as it was found. */
export const nodeKind = sourceKind('node', async (world, wish) =>
  nodeSource(world, wish, await attach(world, wish)),
)

interface Attached {
  inspector: Inspector
  follower: NodeRuntimeFollower
}

function nodeSource(world: World, wish: WishOf<'node'>, opened: Attached): Source {
  const { pid } = wish
  const tags = { pid: String(pid) }
  let attached: Attached | null = opened
  return {
    name: `node ${pid}`,
    async look({ withinMs }) {
      attached ??= await attach(world, wish)
      try {
        const { delayP99Seconds, busy } = await attached.follower.look(withinMs * inTime)
        return {
          values: {
            [seriesKey('node.loop-delay', tags)]: delayP99Seconds,
            [seriesKey('node.loop-busy', tags)]: busy,
          },
        }
      } catch (cause) {
        const lost = attached
        attached = null
        await detach(lost)
        throw cause
      }
    },
    async close() {
      if (attached !== null) await detach(attached)
      attached = null
    },
  }
}

async function attach(world: World, { pid, mayAttach }: WishOf<'node'>): Promise<Attached> {
  const inspector = await openInspector(world, pid, { mayOpen: mayAttach })
  try {
    return { inspector, follower: await followNodeRuntime(world.clock, inspector, pid) }
  } catch (cause) {
    await inspector.close()
    throw cause
  }
}

async function detach({ inspector, follower }: Attached): Promise<void> {
  await follower.close()
  await inspector.close()
}
