import { OperatorError, type Prices, parseShape, type Quantity, quantity, type Shape } from '../core/index.ts'
import type { InstancePlan } from './instances.ts'
import type { Need } from './need.ts'

/** A price and how it came about. */
export interface Cost {
  total: Quantity
  because: string
}

const gib = 2 ** 30

/**
 * What `need` costs, or null when the profile prices nothing of it. An instance price (by shape) replaces CPU and memory;
 * instances without a price of their own are priced by their cores and memory. Throws OperatorError when it overflows.
 */
export function costOf(
  need: Need,
  prices: Prices | undefined,
  plan?: { instances: InstancePlan; shape: string },
): Cost | null {
  if (prices === undefined) return null
  const parts = [...computeParts(need, prices, plan), ...otherParts(need, prices)]
  const priced = parts.filter(({ price }) => price !== undefined)
  if (priced.length === 0) return null
  const total = priced.reduce((sum, { count, price = 0 }) => sum + count * price, 0)
  if (!Number.isFinite(total)) {
    throw new OperatorError({
      sentence: `The cost is beyond all numbers, got ${total} ${prices.currency}.`,
      hint: 'Give a smaller workload, or correct the prices in the profile.',
    })
  }
  const free = parts.filter(({ price }) => price === undefined).map(({ what }) => what)
  const sum = priced
    .map(({ count, what, price }) => `${Number(count.toPrecision(5))} ${what} x ${price}`)
    .join(' + ')
  return {
    total: quantity(total, `money:${prices.currency}/${prices.period}`),
    because: free.length === 0 ? sum : `${sum}; not priced: ${free.join(', ')}`,
  }
}

interface Part {
  count: number
  what: string
  price: number | undefined
}

function computeParts(need: Need, prices: Prices, plan?: { instances: InstancePlan; shape: string }): Part[] {
  if (plan === undefined) return [cores(need.cpuCores, prices), memory(need.memoryBytes, prices)]
  const { total, shape } = plan.instances
  const price = instancePrice(shape, prices)
  if (price !== undefined) return [{ count: total, what: `${plan.shape} instances`, price }]
  return [cores(total * shape.cpuCores, prices), memory(total * shape.memoryBytes, prices)]
}

function otherParts(need: Need, prices: Prices): Part[] {
  return [
    { count: need.storageBytes / gib, what: 'GiB storage', price: prices.storageGib },
    { count: need.networkBitsPerSecond / 1e6, what: 'Mbit/s', price: prices.networkMbps },
  ]
}

function cores(count: number, prices: Prices): Part {
  return { count, what: 'cores', price: prices.cpuCore }
}

function memory(bytes: number, prices: Prices): Part {
  return { count: bytes / gib, what: 'GiB memory', price: prices.memoryGib }
}

/** By what a shape is, not by how it is spelled: 8c16g and 8C16GiB are one. */
function instancePrice(wanted: Shape, prices: Prices): number | undefined {
  const found = Object.entries(prices.instances ?? {}).find(([name]) => {
    const shape = parseShape(name)
    return (
      shape.ok && shape.value.cpuCores === wanted.cpuCores && shape.value.memoryBytes === wanted.memoryBytes
    )
  })
  return found?.[1]
}

/** What an instance of this shape costs in a period of the profile; null where its prices do not tell. */
export function shapePrice(shape: Shape, prices: Prices | undefined): Quantity | null {
  if (prices === undefined) return null
  const whole = instancePrice(shape, prices)
  const { cpuCore, memoryGib } = prices
  const parts =
    cpuCore === undefined && memoryGib === undefined
      ? undefined
      : shape.cpuCores * (cpuCore ?? 0) + (shape.memoryBytes / gib) * (memoryGib ?? 0)
  const price = whole ?? parts
  return price === undefined ? null : quantity(price, `money:${prices.currency}/${prices.period}`)
}
