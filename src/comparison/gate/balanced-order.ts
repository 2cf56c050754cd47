import type { Random } from '../../core/index.ts'

/** Which arm of a pair is measured first. */
export type PairOrder = 'base-first' | 'head-first'

/**
 * The order of so many pairs: of every two in a row one begins with base and one with head, which of them by chance. What the
 * second place costs, and a steady drift of the machine, then cancel out.
 */
export function balancedOrder(pairs: number, random: Random): PairOrder[] {
  const order: PairOrder[] = []
  while (order.length < pairs) {
    order.push(
      ...(random.below(2) === 0
        ? (['base-first', 'head-first'] as const)
        : (['head-first', 'base-first'] as const)),
    )
  }
  return order.slice(0, pairs)
}
