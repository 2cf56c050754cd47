import { runLoad } from '../../src/load/index.ts'
import type {
  ClosedModel,
  LoadPlan,
  LoadRun,
  OpenModel,
  PlannedTarget,
  TimelinePoint,
} from '../../src/traffic/index.ts'

export function targetAt(url: string): PlannedTarget {
  const { protocol, hostname, port } = new URL(url)
  return {
    name: url,
    protocol: protocol === 'https:' ? 'https:' : 'http:',
    host: hostname,
    port: Number(port),
    socketPath: null,
    weight: 1,
  }
}

export function open(rate: number, seconds: number, process: OpenModel['process'] = 'uniform'): OpenModel {
  return { kind: 'open', stages: [{ fromRate: rate, toRate: rate, seconds }], process }
}

export function closed(users: number, more: Partial<ClosedModel> = {}): ClosedModel {
  return { kind: 'closed', users, pipelining: 1, requests: null, seconds: 1, thinkSeconds: 0, ...more }
}

export function planTo(url: string, model: LoadPlan['model'], more: Partial<LoadPlan> = {}): LoadPlan {
  return {
    model,
    targets: [targetAt(url)],
    requests: [{ name: 'GET /', method: 'GET', path: '/', headers: [], body: null, weight: 1 }],
    scenario: null,
    balance: 'round-robin',
    health: null,
    protocol: 'http1',
    connections: 100,
    keepAlive: true,
    tls: { ca: null, certificate: null, key: null, serverName: null, verifies: true },
    timeoutSeconds: 5,
    drainSeconds: 2,
    warmupSeconds: 0,
    seed: 1,
    ...more,
  }
}

export function requests(...paths: string[]): LoadPlan['requests'] {
  return paths.map((path) => ({ name: path, method: 'GET', path, headers: [], body: null, weight: 1 }))
}

/** Runs a plan, to its end unless `interrupted` says otherwise. */
export function run(
  plan: LoadPlan,
  {
    workers = 1,
    interrupted,
    onPoint = () => {},
  }: { workers?: number; interrupted?: AbortSignal; onPoint?(point: TimelinePoint): void } = {},
): Promise<LoadRun> {
  return runLoad(plan, {
    workers,
    onPoint,
    reasonToStop: () => null,
    interrupted: interrupted ?? new AbortController().signal,
  })
}
