import type { Server } from 'node:net'
import { autocannonGenerator, type LoadOptions, runLoad } from '../../../src/load/index.ts'
import type { LoadPlan, LoadRun } from '../../../src/traffic/index.ts'
import { type GroundTruth, startGroundTruth, type Truth } from '../../servers/ground-truth/index.ts'
import { closed, planTo } from '../planned.ts'

const running: GroundTruth[] = []

/** A server that knows what it saw, until `stopTruths`. */
export async function truth(kind: Truth): Promise<GroundTruth> {
  const server = await startGroundTruth(kind)
  running.push(server)
  return server
}

export async function stopTruths(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.stop()))
}

/** Runs a plan by autocannon, to its end. */
export async function byAutocannon(plan: LoadPlan, more: Partial<LoadOptions> = {}): Promise<LoadRun> {
  return runLoad(plan, {
    workers: 1,
    onPoint() {},
    reasonToStop: () => null,
    interrupted: new AbortController().signal,
    generate: await autocannonGenerator(process.cwd()),
    ...more,
  })
}

/** A closed load of so many users, each with a connection of its own. */
export function users(url: string, count: number, more: Parameters<typeof closed>[1] = {}): LoadPlan {
  const pipelining = more.pipelining ?? 1
  return planTo(url, closed(count * pipelining, more), { connections: count })
}

export function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
