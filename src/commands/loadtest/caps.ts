import { OperatorError } from '../../core/index.ts'
import type { SeenTraffic } from '../../load/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { highestRate, type LoadPlan, modelSeconds } from '../../traffic/index.ts'
import type { LoadtestInput } from './options.ts'
import { otherHosts } from './target-of.ts'

/** What a run may do at most; null where nothing limits it. */
export interface Caps {
  ratePerSecond: number | null
  connections: number | null
  /** Of all loads of a search together. */
  seconds: number | null
  /** Sent and received. */
  bytes: number | null
}

/** To somebody else's machine, before it has to be asked for twice. */
const forOthers = { ratePerSecond: 2000, connections: 500, seconds: 900, bytes: 10 * 2 ** 30 }

/** The caps on a run: none on this machine or with --force, but for what --max-bytes says. */
export function capsOn(plan: LoadPlan, { force, maxBytes }: LoadtestInput): Caps {
  const isFree = force === true || otherHosts(plan).length === 0
  const { bytes, ...rest } = isFree
    ? { ratePerSecond: null, connections: null, seconds: null, bytes: null }
    : forOthers
  return { ...rest, bytes: maxBytes ?? bytes }
}

/** The plan within the caps: what was not asked for is lowered to them. Throws OperatorError (exit 2) where more was asked for. */
export function withinCaps(plan: LoadPlan, caps: Caps, input: LoadtestInput): LoadPlan {
  const lowered = withLowerDefaults(plan, caps, input)
  const { ratePerSecond, connections, seconds } = demandOf(lowered)
  const above =
    caps.ratePerSecond !== null && ratePerSecond > caps.ratePerSecond
      ? `${formatQuantity(ratePerSecond, 'per-second')} is above ${formatQuantity(caps.ratePerSecond, 'per-second')}`
      : caps.connections !== null && connections > caps.connections
        ? `${formatQuantity(connections)} connections are above ${caps.connections}`
        : caps.seconds !== null && seconds > caps.seconds
          ? `${formatQuantity(seconds, 'seconds')} is above ${formatQuantity(caps.seconds, 'seconds')}`
          : null
  if (above === null) return lowered
  throw new OperatorError({
    sentence: `That is much for a machine that is not this one: ${above}.`,
    hint: 'Ask for less, or add --force where it is meant.',
  })
}

function withLowerDefaults(plan: LoadPlan, caps: Caps, input: LoadtestInput): LoadPlan {
  const { model, connections, warmupSeconds } = plan
  const isOpenDefault = model.kind === 'open' && input.connections === undefined
  // A number of requests ends such a run long before.
  const isEndless = model.kind === 'closed' && model.requests !== null && input.duration === undefined
  return {
    ...plan,
    connections: isOpenDefault ? Math.min(connections, caps.connections ?? connections) : connections,
    model:
      isEndless && caps.seconds !== null
        ? { ...model, seconds: Math.max(0, caps.seconds - warmupSeconds) }
        : model,
  }
}

/** The rate of a closed model is known only once it runs. */
function demandOf({
  model,
  connections,
  warmupSeconds,
}: LoadPlan): Record<'ratePerSecond' | 'connections' | 'seconds', number> {
  return {
    ratePerSecond: model.kind === 'open' ? highestRate(model.stages) : 0,
    connections,
    seconds: modelSeconds(model) + warmupSeconds,
  }
}

/** Watches what one run after the other takes of the caps. */
export interface CapsWatch {
  /** Why a run of a plan has to stop; null while it need not. */
  reasonToStop(traffic: Readonly<SeenTraffic>, plan: LoadPlan): string | null
  /** The next run begins: its bytes count on from those before. */
  next(): void
  /** Why this run had to stop; null while it need not. */
  readonly reason: string | null
}

/** A watch over the caps of one run, or of all that a search makes. */
export function watchCaps(caps: Caps, { maxBytes }: LoadtestInput): CapsWatch {
  let before = 0
  let newest = 0
  let reason: string | null = null
  return {
    reasonToStop({ bytes, requestsPerSecond }, plan) {
      newest = bytes
      reason = overBytes(before + bytes) ?? (keepsToRate(plan) ? null : overRate(requestsPerSecond))
      return reason
    },
    next() {
      before += newest
      newest = 0
      reason = null
    },
    get reason() {
      return reason
    },
  }

  function overBytes(bytes: number): string | null {
    if (caps.bytes === null || bytes < caps.bytes) return null
    const most = formatQuantity(caps.bytes, 'bytes')
    return maxBytes === undefined
      ? `Stopped: ${most} were sent and received, the most for another machine unless --max-bytes allows more.`
      : `Stopped: ${most} were sent and received, the most that --max-bytes allows.`
  }

  function overRate(rate: number): string | null {
    if (caps.ratePerSecond === null || rate <= caps.ratePerSecond) return null
    const [is, most] = [Math.round(rate), caps.ratePerSecond].map((one) => formatQuantity(one, 'per-second'))
    return `Stopped: ${is} is above ${most}, the most for another machine: give a --rate or a --think-time, or --force where it is meant.`
  }
}

/** A request each time that one is due: what was asked for is all that is sent, if not always evenly. */
function keepsToRate({ model, scenario, redirects }: LoadPlan): boolean {
  return model.kind === 'open' && scenario === null && redirects === undefined
}
