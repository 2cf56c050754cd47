import type { Facts, NodeRuntimeFacts } from '../../core/index.ts'
import { factsOf } from '../facts/index.ts'

/** `runtime` as the facts of a machine of which nothing else is known, so that the checks of a Node process can judge it. */
export function nodeRuntimeFacts(runtime: NodeRuntimeFacts): Facts {
  return {
    ...factsOf({ schema: 'lewis-perf/facts/1', host: '', samples: [] }),
    nodeRuntime: { known: true, last: runtime, first: null, path: 'diagnose process --attach' },
  }
}
