import { allChecks, judge, nodeChecks, skipFindings, thresholdChanges } from '../../../checks/index.ts'
import type { Inspector } from '../../../clients/index.ts'
import type { NodeRuntimeFacts, Outcome } from '../../../core/index.ts'
import { nodeRuntimeFacts, watchNodeRuntime } from '../../../probes/index.ts'
import type { Context } from '../../command.ts'

/** What the runtime of the Node process `pid` tells over `seconds`, judged by the checks of a Node process. */
export async function nodePart(
  context: Context,
  inspector: Inspector,
  { pid, seconds }: { pid: number; seconds: number },
): Promise<Outcome<NodeRuntimeFacts>> {
  const runtime = await watchNodeRuntime(context.world, inspector, { pid, seconds })
  const profile = await context.profile()
  const changes = thresholdChanges(profile, allChecks)
  const { judged } = skipFindings(judge(nodeChecks, nodeRuntimeFacts(runtime), changes), profile.skip ?? [], {
    ids: allChecks.map(({ id }) => id),
    today: new Date(context.world.clock.epochMs()).toISOString().slice(0, 10),
    host: '',
  })
  return { data: runtime, findings: judged.map(({ finding }) => finding), tables: [], warnings: [] }
}
