import type { NodeRuntimeFacts } from '../../core/index.ts'

/** Why the checks of a Node process do not apply where none was asked. */
export const onlyAttached =
  'A Node process is asked only by lewis-perf diagnose process PID --attach, which opens its inspector.'

/** What every finding on a Node process has: which one it is. */
export function ofProcess({ pid, nodeVersion }: NodeRuntimeFacts): {
  culprit: string
  names: Record<string, string>
  evidence: Record<string, string>
} {
  return {
    culprit: `node (pid ${pid})`,
    names: { pid: String(pid) },
    evidence: { process: `node (pid ${pid}), ${nodeVersion}` },
  }
}
