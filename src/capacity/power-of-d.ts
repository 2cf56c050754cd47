import { assertCount, assertShare } from './assert-station.ts'

/**
 * The mean time in a large fleet, in mean service times, where each arrival goes to the shortest of `choices` queues drawn at random
 * (1: random). Throws OperatorError unless the utilization lies between 0 and 1. Mitzenmacher 1996, Vvedenskaya 1996: the sum over i of
 * lambda^((d^i - d) / (d - 1)).
 */
export function powerOfD({ utilization, choices }: { utilization: number; choices: number }): number {
  assertShare(utilization, 'The utilization')
  assertCount(choices, 'The choices')
  if (choices === 1) return 1 / (1 - utilization)
  let sum = 0
  let exponent = 0
  for (;;) {
    const term = utilization ** exponent
    if (term < sum * Number.EPSILON) return sum
    sum += term
    exponent = choices * (exponent + 1)
  }
}
