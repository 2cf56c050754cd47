import { type Inspector, openInspector } from '../../../clients/index.ts'
import { OperatorError, type Outcome } from '../../../core/index.ts'
import {
  findProcess,
  fingerprintMachine,
  presentProcess,
  processKind,
  takeCpuProfile,
  watchProcess,
} from '../../../probes/index.ts'
import { presentProfile } from '../../../profiling/index.ts'
import type { Context } from '../../command.ts'
import { heapPart } from './heap-part.ts'
import { nodePart } from './node-part.ts'
import type { ProcessInput } from './process-request.ts'
import { combined, type ProcessOutcome, type ProcessParts } from './process-result.ts'

const defaultWindowSeconds = 3

/**
 * What the process that `target` means does over the window, then what the profiles that were asked for tell of it. The
 * inspector of a Node process is open once for all of it, and closed again whatever happens.
 */
export async function runningProcess(
  target: string,
  input: ProcessInput,
  context: Context,
): Promise<ProcessOutcome> {
  const { world } = context
  context.measuredOn(fingerprintMachine(world))
  const pid = findProcess(world, target)
  const inspector = needsInspector(pid, input, context)
    ? await openInspector(world, pid, { mayOpen: input.attach === true })
    : null
  try {
    return combined(await partsOf(pid, inspector, input, context))
  } finally {
    await inspector?.close()
  }
}

function needsInspector(pid: number, input: ProcessInput, { world }: Context): boolean {
  if (input.attach === true || input.heap !== undefined) return true
  return input.cpuProfile !== undefined && processKind(world.files, pid)?.kind === 'node'
}

async function partsOf(
  pid: number,
  inspector: Inspector | null,
  input: ProcessInput,
  context: Context,
): Promise<ProcessParts> {
  const { world } = context
  const { window: windowSeconds = defaultWindowSeconds, cpuProfile: seconds, heap: kind } = input
  const asked = input.attach === true ? inspector : null
  const [watch, node] = await Promise.all([
    watchProcess(world, String(pid), { windowSeconds }),
    asked === null ? null : orWhyNot(() => nodePart(context, asked, { pid, seconds: windowSeconds })),
  ])
  const parts: ProcessParts = { process: presentProcess(watch), ...(node === null ? {} : { node }) }
  if (seconds !== undefined && !world.interrupted.aborted)
    parts.cpuProfile = await orWhyNot(async () => {
      const request = { seconds, mayAttach: input.attach === true }
      const taken = await takeCpuProfile(world, pid, request, async () => shared(inspector))
      return presentProfile(taken.profile, {
        ...taken,
        pageFile: input.flameGraph ?? `flame-graph-${pid}.html`,
      })
    })
  if (kind !== undefined && inspector !== null && !world.interrupted.aborted)
    parts.heap = await orWhyNot(() =>
      heapPart(world, inspector, { kind, seconds: windowSeconds, subject: `${watch.name} (pid ${pid})` }),
    )
  return parts
}

/** What was seen before is not lost where a profile cannot be taken: its place says why, and what to do. */
async function orWhyNot<D>(take: () => Promise<Outcome<D>>): Promise<Outcome<D> | Outcome<null>> {
  try {
    return await take()
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const { sentence, hint, exitCode } = error
    return { data: null, findings: [], tables: [], warnings: [`${sentence} ${hint}`], exitCode }
  }
}

/** The session stays open for what comes after. */
function shared(inspector: Inspector | null): Pick<Inspector, 'send' | 'close'> {
  if (inspector === null) throw new Error('a Node process has its inspector opened first')
  return { send: inspector.send, close: async () => {} }
}
