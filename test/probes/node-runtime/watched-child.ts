import { afterEach } from 'vitest'
import { judge, nodeChecks } from '../../../src/checks/index.ts'
import { type Inspector, openInspector } from '../../../src/clients/index.ts'
import type { NodeRuntimeFacts, World } from '../../../src/core/index.ts'
import { nodeRuntimeFacts, watchNodeRuntime } from '../../../src/probes/index.ts'
import { realWorld, type StartedChild, startNode } from '../../clients/node-child.ts'

/** A Node child with its inspector open. */
export interface WatchedChild {
  child: StartedChild
  inspector: Inspector
  watch(seconds: number, world?: World): Promise<NodeRuntimeFacts>
  /** What `expression` is in the child. */
  value(expression: string): Promise<unknown>
}

const started: WatchedChild[] = []
afterEach(async () => {
  for (const { child, inspector } of started.splice(0)) {
    await child.end()
    await inspector.close()
  }
})

/** Node with `args`, whose inspector was opened by asking it to; both end with the test. */
export async function watchedNode(...args: string[]): Promise<WatchedChild> {
  const child = await startNode(args)
  const { world: own } = realWorld()
  const inspector = await openInspector(own, child.pid, { mayOpen: true })
  const watched: WatchedChild = {
    child,
    inspector,
    watch: (seconds, world = own) => watchNodeRuntime(world, inspector, { pid: child.pid, seconds }),
    async value(expression) {
      const answer = await inspector.send('Runtime.evaluate', { expression, returnByValue: true })
      return Object(Object(answer).result).value
    },
  }
  started.push(watched)
  return watched
}

/** The status of every check of a Node process. */
export function statuses(runtime: NodeRuntimeFacts): Record<string, string> {
  const judged = judge(nodeChecks, nodeRuntimeFacts(runtime))
  return Object.fromEntries(judged.map(({ finding }) => [finding.id, finding.status]))
}
