import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { main } from '../../../src/cli/main.ts'
import { writeKubeconfig } from '../../clients/kubernetes/opened-cluster.ts'
import { fakeWorld } from '../../fake-world.ts'
import { type RunningKubernetes, startKubernetesApi } from '../../servers/kubernetes/index.ts'
import { rootedFiles } from '../../worlds.ts'

/** A cluster that a command is run against, in a world whose time passes while the command sleeps. */
export interface ClusterWorld {
  api: RunningKubernetes
  folder: string
  /** Called after each sleep, once the cluster has moved on. */
  onSleep: (sleptMs: number) => void
  /** Stops the next run. */
  interrupt(): void
  run(args: readonly string[], options?: { answer?: string; as?: 'admin' | 'operator' }): Promise<ClusterRun>
  close(): Promise<void>
}

/** What a run printed, and its exit code. */
export interface ClusterRun {
  exitCode: number
  output: string
  errors: string
}

/** The recorded LEWIS deployment, with pods that use a third of a core. */
export async function clusterWorld(): Promise<ClusterWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-apply-'))
  const api = await startKubernetesApi({
    stepMs: 0,
    metrics: { 'lewis-app': { cpu: '350m', memory: '700Mi' }, 'lewis-db': { cpu: '100m', memory: '300Mi' } },
  })
  let interruption = new AbortController()
  const self: ClusterWorld = {
    api,
    folder,
    onSleep() {},
    interrupt: () => interruption.abort(),
    async run(args, { answer, as = 'admin' } = {}) {
      interruption = new AbortController()
      const token = { token: api.tokens[as] }
      const kubeconfig = writeKubeconfig(folder, 'prod', { server: api.url }, token)
      const fake = fakeWorld({
        files: rootedFiles('/'),
        directory: folder,
        environment: { LANG: 'C.UTF-8', HOME: folder, USER: 'operator' },
        interrupted: interruption.signal,
        ...(answer === undefined ? {} : { answer }),
      })
      let nowMs = Date.UTC(2026, 10, 2, 3)
      const world = {
        ...fake.world,
        clock: { epochMs: () => nowMs, monotonicMs: () => nowMs },
        sleep: async (ms: number) => {
          if (interruption.signal.aborted) return
          nowMs += ms
          api.step()
          self.onSleep(ms)
        },
      }
      const given = args[0] === '--undo' ? args : ['--kubernetes', ...args]
      const exitCode = await main(['recommend-scale', ...given, '--kubeconfig', kubeconfig], world)
      return { exitCode, output: fake.output(), errors: fake.errors() }
    },
    async close() {
      await api.stop()
      rmSync(folder, { recursive: true })
    },
  }
  return self
}

/** What a plan for the recorded cluster needs to be applied. */
export const allowed = ['--allow', 'short-history', '--allow', 'foreign', '--allow', 'scale-down']
export const app = ['--name', 'lewis-app']
export const apply = [...app, '--apply', ...allowed, '--undo-file', 'undo.json', '--audit', 'audit.jsonl']

/** What of the cluster that plan is about, as it is stored. */
export function plannedSpecs({ api }: ClusterWorld): unknown {
  const specs = [
    api.find('deployments', 'lewis-system', 'lewis-app'),
    api.find('horizontalpodautoscalers', 'lewis-system', 'lewis-hpa'),
  ].map((found) => found?.['spec'])
  return JSON.parse(JSON.stringify(specs))
}
