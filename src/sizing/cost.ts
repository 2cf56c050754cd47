import { OperatorError, type Prices, type Quantity, quantity } from '../core/index.ts'
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
  const parts = [
    ...computeParts(need, prices, plan),
    part(need.storageBytes / gib, prices.storageGib, 'GiB storage'),
    part(need.networkBitsPerSecond / 1e6, prices.networkMbps, 'Mbit/s'),
  ].flatMap((item) => (item === null ? [] : [item]))
  if (parts.length === 0) return null
  const total = parts.reduce((sum, item) => sum + item.amount, 0)
  if (!Number.isFinite(total)) {
    throw new OperatorError({
      sentence: `The cost is beyond all numbers, got ${total} ${prices.currency}.`,
      hint: 'Give a smaller workload, or correct the prices in the profile.',
    })
  }
  return {
    total: quantity(total, `money:${prices.currency}/${prices.period}`),
    because: parts.map((item) => item.because).join(' + '),
  }
}

function computeParts(
  need: Need,
  prices: Prices,
  plan?: { instances: InstancePlan; shape: string },
): (Part | null)[] {
  if (plan === undefined) {
    return [
      part(need.cpuCores, prices.cpuCore, 'cores'),
      part(need.memoryBytes / gib, prices.memoryGib, 'GiB memory'),
    ]
  }
  const { total, shape } = plan.instances
  const instancePrice = prices.instances?.[plan.shape]
  if (instancePrice !== undefined) return [part(total, instancePrice, `${plan.shape} instances`)]
  return [
    part(total * shape.cpuCores, prices.cpuCore, 'cores'),
    part((total * shape.memoryBytes) / gib, prices.memoryGib, 'GiB memory'),
  ]
}

interface Part {
  amount: number
  because: string
}

function part(count: number, price: number | undefined, what: string): Part | null {
  if (price === undefined) return null
  return { amount: count * price, because: `${Number(count.toPrecision(5))} ${what} x ${price}` }
}
