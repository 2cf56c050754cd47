import { OperatorError } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { meanRate, type SimulationModel, serviceMoments } from '../../simulation/index.ts'

/** What is offered to a part of the system against what it has; null where the load depends on the answers. */
export interface Offered {
  /** Servers' work: rate x mean service time. */
  load: number
  servers: number
  isStable: boolean
}

/**
 * Of the slots, at the most instances that the model may have. A request holds its slot while it holds a connection, and failed instances
 * serve nobody.
 */
export function offeredTo(model: SimulationModel): Offered | null {
  const rate = meanRate(model.arrivals)
  if (rate === null) return null
  const { cache, database, fleet, autoscaler, failures } = model
  const hits = cache?.hitRatio ?? 0
  const own = serviceMoments(model.service).meanSeconds
  const hit = cache === null ? 0 : serviceMoments(cache.service).meanSeconds
  const held = database === null ? 0 : serviceMoments(database.service).meanSeconds
  const load = rate * (hits * hit + (1 - hits) * (own + held))
  const up =
    failures === null ? 1 : failures.meanUpSeconds / (failures.meanUpSeconds + failures.meanDownSeconds)
  const servers = (autoscaler?.maxReplicas ?? fleet.instances) * fleet.slots * up
  return { load, servers, isStable: load < servers }
}

/** The fewest instances whose queue does not grow for ever; 1 where the load depends on the answers. */
export function fewestStable(model: SimulationModel): number {
  const offered = offeredTo(model)
  if (offered === null || !growsForEver(model)) return 1
  const perInstance = offered.servers / model.fleet.instances
  return Math.floor(offered.load / perInstance) + 1
}

/** Nobody is refused and nobody gives up. */
function growsForEver({ fleet, timeoutSeconds }: SimulationModel): boolean {
  return fleet.queueLimit === null && timeoutSeconds === null
}

/**
 * Throws OperatorError (exit 2) where a queue would grow for ever, for then every figure would only tell how long was simulated. Hands back
 * what to doubt where more comes than can be served, and the surplus is refused or gives up.
 */
export function assertStable(model: SimulationModel): string[] {
  return [...assertSlots(model), ...assertDatabase(model), ...assertScans(model)]
}

function assertSlots(model: SimulationModel): string[] {
  const offered = offeredTo(model)
  if (offered === null || offered.isStable) return []
  const { load, servers } = offered
  if (!growsForEver(model))
    return [
      `The instances are offered ${shown(load)} slots' work and have ${shown(servers)}${surplus(1 - servers / load)}`,
    ]
  const rate = meanRate(model.arrivals) ?? 0
  throw new OperatorError({
    sentence: `The system is not stable: its instances are offered ${shown(load)} slots' work and have ${shown(servers)} (utilization ${shown(load / servers)}), so its queue grows for ever.`,
    hint: `Give it at least ${fewestStable(model)} instances of ${model.fleet.slots} ${model.fleet.slots === 1 ? 'slot' : 'slots'}, less than ${formatQuantity((rate * servers) / load, 'per-second')}, a shorter service time, or a --queue-limit or --timeout that sheds the surplus.`,
  })
}

function surplus(share: number): string {
  return share < 0.0005
    ? ', just as much: the queue decides what is answered.'
    : `: at least ${formatQuantity(share, 'ratio')} of the requests cannot be answered.`
}

function assertDatabase(model: SimulationModel): string[] {
  const { database, cache } = model
  const rate = meanRate(model.arrivals)
  if (database === null || rate === null) return []
  const load = rate * (1 - (cache?.hitRatio ?? 0)) * serviceMoments(database.service).meanSeconds
  if (load < database.connections) return []
  const what = `The database is offered ${shown(load)} connections' work and has ${database.connections}`
  if (!growsForEver(model)) return [`${what}: its line decides what is answered.`]
  throw new OperatorError({
    sentence: `${what}, so its line grows for ever.`,
    hint: `Give --database-connections ${Math.floor(load) + 1} at least, more --cache-hits, or a shorter --database-service.`,
  })
}

function assertScans({ arrivals, scans }: SimulationModel): string[] {
  const rate = meanRate(arrivals)
  if (scans === null || rate === null) return []
  const load = rate * scans.share * serviceMoments(scans.service).meanSeconds
  if (load < scans.workers) return []
  const what = `The scan workers are offered ${shown(load)} workers' work and are ${scans.workers}`
  if (scans.queueLimit !== null) return [`${what}: the surplus is refused.`]
  throw new OperatorError({
    sentence: `${what}, so their queue grows for ever.`,
    hint: `Give --scan-workers ${Math.floor(load) + 1} at least, a shorter --scan-service, or a --scan-queue-limit.`,
  })
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)))
}
