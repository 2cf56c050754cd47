import { OperatorError } from '../../core/index.ts'
import type { FleetSettings } from '../replay/index.ts'
import { cpuQuantity, memoryQuantity } from './kubernetes-quantity.ts'
import { shareOut } from './share-out.ts'

/** Cores and bytes; null where nothing is set. */
export interface ContainerAmounts {
  cpuCores: number | null
  memoryBytes: number | null
}

/** A container as it is set, or would be. */
export interface ContainerSettings {
  name: string
  requests: ContainerAmounts
  limits: ContainerAmounts
}

/** What a pod requests and may have. */
export type PodSettings = Pick<
  FleetSettings,
  'cpuRequestMilli' | 'cpuLimitMilli' | 'memoryRequestBytes' | 'memoryLimitBytes'
>

interface Part {
  name: string
  request: number | null
  limit: number | null
}

interface Resource {
  name: string
  /** Shares are whole numbers of it. */
  unit: number
  text(amount: number): string
}

const cpu: Resource = { name: 'CPU', unit: 1, text: cpuQuantity }
const memory: Resource = { name: 'memory', unit: 2 ** 20, text: memoryQuantity }

/**
 * A proposal for a pod, shared out among its containers in proportion to their present requests; what does not change stays to the byte. The only
 * container without a request gets what the others leave. Throws OperatorError (exit 2) where several have none, or nothing is left for the one.
 */
export function shareAmongContainers(
  containers: readonly ContainerSettings[],
  proposed: PodSettings,
): ContainerSettings[] {
  const cores = shared(
    containers.map(({ name, requests, limits }) => ({
      name,
      request: milli(requests.cpuCores),
      limit: milli(limits.cpuCores),
    })),
    { request: proposed.cpuRequestMilli, limit: proposed.cpuLimitMilli },
    cpu,
  )
  const bytes = shared(
    containers.map(({ name, requests, limits }) => ({
      name,
      request: requests.memoryBytes,
      limit: limits.memoryBytes,
    })),
    { request: proposed.memoryRequestBytes, limit: proposed.memoryLimitBytes },
    memory,
  )
  return containers.map(({ name }, index) => ({
    name,
    requests: {
      cpuCores: inCores(cores[index]?.request ?? null),
      memoryBytes: bytes[index]?.request ?? null,
    },
    limits: { cpuCores: inCores(cores[index]?.limit ?? null), memoryBytes: bytes[index]?.limit ?? null },
  }))
}

function shared(
  parts: readonly Part[],
  total: { request: number; limit: number | null },
  resource: Resource,
): Part[] {
  const requests = requestsOf(parts, total.request, resource)
  const limits = limitsOf(parts, requests, total, resource)
  return parts.map(({ name }, index) => ({
    name,
    request: requests[index] ?? null,
    limit: limits[index] ?? null,
  }))
}

/** A total of 0 is one that nobody knows: nothing changes. */
function requestsOf(parts: readonly Part[], total: number, resource: Resource): (number | null)[] {
  const present = parts.map(({ request }) => request)
  if (total === 0 || sumOf(present) === total) return present
  const { unit, name, text } = resource
  const units = unitsOf(total, unit)
  if (parts.length === 1) return [units * unit]
  const without = parts.filter(({ request }) => request === null || request === 0)
  if (without.length === 0)
    return shareOut(
      units,
      present.map((request) => request ?? 0),
      1,
    ).map((share) => share * unit)
  const [only] = without
  const left =
    units -
    unitsOf(
      present.reduce<number>((sum, request) => sum + (request ?? 0), 0),
      unit,
    )
  if (without.length === 1 && left >= 1)
    return parts.map((part) => (part === only ? left * unit : part.request))
  throw new OperatorError({
    sentence:
      without.length === 1
        ? `Of ${text(units * unit)} of ${name} the other containers leave nothing for ${only?.name}, which has no request.`
        : `How ${without.map((part) => part.name).join(' and ')} share ${text(units * unit)} of ${name} is not known: none of them has a request.`,
    hint: `Give each container a request of ${name} first, about what it uses.`,
  })
}

/** Never under the request, which Kubernetes would refuse; where only some containers have a limit, a pod has none, and they keep theirs. */
function limitsOf(
  parts: readonly Part[],
  requests: readonly (number | null)[],
  total: { request: number; limit: number | null },
  { unit }: Resource,
): (number | null)[] {
  const present = parts.map(({ limit }) => limit)
  const now = sumOf(present)
  if (total.limit === null)
    return parts.map(({ limit }, index) =>
      limit === null || now !== null ? null : Math.max(limit, requests[index] ?? 0),
    )
  if (now === total.limit && requests.every((request, index) => request === parts[index]?.request))
    return present
  if (requests.some((request) => request === null)) return present
  const beyond = unitsOf(total.limit, unit) - unitsOf(sumOf(requests) ?? 0, unit)
  if (beyond <= 0) return [...requests]
  const slack = parts.map(({ request, limit }) => Math.max(0, (limit ?? 0) - (request ?? 0)))
  const hasSlack = now !== null && slack.some((one) => one > 0)
  const more = shareOut(beyond, hasSlack ? slack : requests.map((request) => request ?? 0), 0)
  return requests.map((request, index) => (request ?? 0) + (more[index] ?? 0) * unit)
}

/** Null where any is not known. */
function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.some((amount) => amount === null)
    ? null
    : amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
}

function unitsOf(total: number, unit: number): number {
  return Math.ceil(Number((total / unit).toFixed(6)))
}

function milli(cores: number | null): number | null {
  return cores === null ? null : Number((cores * 1000).toFixed(6))
}

function inCores(amount: number | null): number | null {
  return amount === null ? null : amount / 1000
}
