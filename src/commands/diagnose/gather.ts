import { probeFsync } from '../../apply/index.ts'
import { OperatorError, parseSnapshot, type Snapshot, type World } from '../../core/index.ts'
import {
  type Collected,
  type CollectOptions,
  collectLocal,
  collectRemote,
  fingerprintMachine,
  nameOf,
  type RemoteTarget,
} from '../../probes/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { DiagnoseInput, Targets } from './targets.ts'

/** What was collected, by host, and who could not be reached. */
export interface Gathering {
  hosts: { name: string; collected: Collected }[]
  failures: { host: string; sentence: string; hint: string }[]
}

const defaultWindowSeconds = 3
const hostsAtATime = 8

/** The facts of every target. Throws OperatorError (exit 2) for a file of facts that is none and a tree that is not there. */
export async function gather(targets: Targets, input: DiagnoseInput, context: Context): Promise<Gathering> {
  switch (targets.kind) {
    case 'facts':
      return { hosts: apart(targets.files.map((file) => fromFile(file, context))), failures: [] }
    case 'remote':
      return gatherRemote(targets.targets, input, context.world)
    case 'local':
      return { hosts: [await gatherLocal(input, context)], failures: [] }
  }
}

function fromFile(file: string, context: Context): Gathering['hosts'][number] & { file: string } {
  const hint = 'Give a file that lewis-perf wrote with --save-facts.'
  const snapshot = parseSnapshot(readInput(file, hint, context))
  if (!snapshot.ok) throw new OperatorError({ sentence: `${file} ${snapshot.problem}.`, hint: snapshot.hint })
  return { file, name: snapshot.value.host || file, collected: whole(snapshot.value) }
}

/** Facts of one host in several files are told apart by their files. */
function apart(hosts: readonly ReturnType<typeof fromFile>[]): Gathering['hosts'] {
  const isShared = (name: string) => hosts.filter((host) => host.name === name).length > 1
  return hosts.map(({ name, file, collected }) => ({
    name: isShared(name) ? `${name} in ${file}` : name,
    collected,
  }))
}

function whole(snapshot: Snapshot): Collected {
  return { snapshot, complete: true, problems: [], cost: { childProcesses: [], files: 0, seconds: 0 } }
}

async function gatherLocal(input: DiagnoseInput, context: Context): Promise<Gathering['hosts'][number]> {
  const { world } = context
  const collecting = collectLocal(world, collectOptions(input))
  // While it waits for the second sample.
  if (input.root === undefined) context.measuredOn(fingerprintMachine(world))
  const collected = await collecting
  const last = collected.snapshot.samples.at(-1)
  if (last !== undefined && input.probeDisk !== undefined)
    last.commands['fsync probe'] = JSON.stringify(await probeFsync(world, input.probeDisk))
  return { name: collected.snapshot.host || 'this machine', collected }
}

async function gatherRemote(
  targets: readonly RemoteTarget[],
  input: DiagnoseInput,
  world: World,
): Promise<Gathering> {
  const gathering: Gathering = { hosts: [], failures: [] }
  const results = await inTurns(targets, input.parallel ?? hostsAtATime, (target) =>
    collectRemote(world, target, collectOptions(input)),
  )
  for (const [index, result] of results.entries()) {
    const target = targets[index]
    const name = target === undefined ? '' : nameOf(target)
    if ('snapshot' in result) gathering.hosts.push({ name, collected: result })
    else gathering.failures.push({ host: name, sentence: result.sentence, hint: result.hint })
  }
  return gathering
}

function collectOptions(input: DiagnoseInput): CollectOptions {
  return {
    windowSeconds: input.quick === true ? null : (input.window ?? defaultWindowSeconds),
    roots: input.root ?? ['/'],
    exec: input.noExec !== true,
    inventory: input.inventory === true,
    nonce: crypto.randomUUID(),
  }
}

/** What `work` makes of each item, in their order, at most `limit` at a time. */
async function inTurns<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}
