import { OperatorError, type SloTerm } from '../../core/index.ts'
import type { SimulationModel } from '../../simulation/index.ts'
import { arrivalsOf, periodOf } from './arrivals-of.ts'
import { autoscalerOf } from './autoscaler-of.ts'
import type { Gathered } from './gathered.ts'
import type { SimulateInput } from './options.ts'

/** Of the simulated time; a chart with more points says no more. */
const windows = 60

/** The system that the options describe, with what the profile knows of it. */
export function modelOf(
  input: SimulateInput,
  gathered: Gathered,
  terms: readonly SloTerm[],
): SimulationModel {
  const { profile, service, trace } = gathered
  const { durationSeconds, warmUpSeconds } = lengthOf(input, trace?.atSeconds.at(-1) ?? null)
  const instances = input.instances ?? profile.deployment?.replicas ?? 1
  const zones = input.zones ?? 1
  if (zones > instances && input.autoscale === undefined)
    throw new OperatorError({
      sentence: `${instances} instances cannot be spread over ${zones} zones.`,
      hint: 'Give at least as many --instances as --zones.',
    })
  if (input.weights !== undefined && input.weights.length > instances && input.autoscale === undefined)
    throw new OperatorError({
      sentence: `${input.weights.length} --weights are more than the ${instances} instances.`,
      hint: 'Give at most one for each; fewer are taken again from the first.',
    })
  if (input.loseZoneAt !== undefined && input.loseZoneAt >= durationSeconds)
    throw new OperatorError({
      sentence: '--lose-zone-at lies behind the end of the simulation, so nothing would be lost.',
      hint: 'Give an earlier moment, or a longer --duration.',
    })
  const autoscaler = autoscalerOf(input)
  return {
    arrivals: arrivalsOf(input, trace?.atSeconds ?? null),
    service: service.service,
    fleet: {
      instances: autoscaler === null ? instances : within(instances, autoscaler),
      slots: input.slots ?? 1,
      distribution: input.balance ?? 'shared',
      queueLimit: input.queueLimit ?? null,
      zones,
      startSeconds: input.startTime ?? 30,
      ...(input.weights === undefined ? {} : { weights: input.weights }),
      ...(input.slowReturn === undefined ? {} : { slowReturnSeconds: input.slowReturn }),
    },
    timeoutSeconds: input.timeout ?? null,
    retries:
      input.retries === undefined
        ? null
        : {
            attempts: input.retries + 1,
            budget: input.retryBudget ?? 0.2,
            backoffSeconds: input.retryBackoff ?? 0.1,
          },
    failures:
      input.failEvery === undefined
        ? null
        : { meanUpSeconds: input.failEvery, meanDownSeconds: input.repairTime ?? 60 },
    zoneLoss:
      input.loseZoneAt === undefined
        ? null
        : {
            atSeconds: warmUpSeconds + input.loseZoneAt,
            forSeconds: input.loseZoneFor ?? durationSeconds,
            zone: 0,
          },
    cache:
      input.cacheHits === undefined
        ? null
        : {
            hitRatio: input.cacheHits,
            service: { kind: 'exponential', meanSeconds: input.cacheService ?? 0.001 },
          },
    database: databaseOf(input, gathered, instances),
    scans: scansOf(input, gathered),
    autoscaler,
    slo: sloOf(terms),
    durationSeconds,
    warmUpSeconds,
    windowSeconds: durationSeconds / windows,
  }
}

/** A trace is simulated from end to end, and never beyond its end, after which nothing comes. */
function lengthOf(
  input: SimulateInput,
  traceSeconds: number | null,
): { durationSeconds: number; warmUpSeconds: number } {
  if (traceSeconds === null) {
    // A pattern is judged by all of it.
    const durationSeconds = input.duration ?? (input.pattern === undefined ? 600 : periodOf(input))
    return { durationSeconds, warmUpSeconds: input.warmUp ?? Math.min(600, durationSeconds / 10) }
  }
  const warmUpSeconds = input.warmUp ?? Math.min(traceSeconds, input.duration ?? traceSeconds) / 10
  const durationSeconds = input.duration ?? traceSeconds - warmUpSeconds
  if (durationSeconds > 0 && warmUpSeconds + durationSeconds <= traceSeconds)
    return { durationSeconds, warmUpSeconds }
  throw new OperatorError({
    sentence: `The trace lasts ${Number(traceSeconds.toPrecision(6))} s, and ${Number((warmUpSeconds + durationSeconds).toPrecision(6))} s of warm-up and duration were asked for.`,
    hint: 'Leave --duration out to simulate all of it, or give shorter ones.',
  })
}

function within(
  instances: number,
  { minReplicas, maxReplicas }: { minReplicas: number; maxReplicas: number },
): number {
  return Math.max(minReplicas, Math.min(maxReplicas, instances))
}

function databaseOf(
  input: SimulateInput,
  { profile }: Gathered,
  instances: number,
): SimulationModel['database'] {
  if (input.databaseService === undefined) return null
  const perInstance = profile.performance?.database?.poolSize
  const connections =
    input.databaseConnections ?? (perInstance === undefined ? undefined : perInstance * instances)
  if (connections === undefined || connections === 0)
    throw lacks('--database-connections', 'connections the database allows')
  return { connections, service: { kind: 'exponential', meanSeconds: input.databaseService } }
}

function scansOf(input: SimulateInput, { profile }: Gathered): SimulationModel['scans'] {
  if (input.scanService === undefined) return null
  const workers = input.scanWorkers ?? profile.performance?.maxConcurrentScans
  if (workers === undefined || workers === 0) throw lacks('--scan-workers', 'workers take scans')
  return {
    share: input.scanShare ?? 1,
    workers,
    service: { kind: 'exponential', meanSeconds: input.scanService },
    queueLimit: input.scanQueueLimit ?? null,
    redeliverySeconds: input.redelivery ?? null,
  }
}

function lacks(flag: string, what: string): OperatorError {
  return new OperatorError({
    sentence: `simulate has to know how many ${what}, and the profile does not say it.`,
    hint: `Give ${flag} 20.`,
  })
}

/** Whether it says what is too late. */
export function isResponseLimit({ unit, operator }: SloTerm): boolean {
  return unit === 'seconds' && operator.startsWith('<')
}

/** The first limit of a response time: what is above it is counted and drawn as a miss. */
function sloOf(terms: readonly SloTerm[]): SimulationModel['slo'] {
  const term = terms.find(isResponseLimit)
  return term === undefined ? null : { atMostSeconds: term.value }
}
