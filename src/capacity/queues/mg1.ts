import { assertNotNegative, assertStable } from '../assert-station.ts'
import { answerOf, offeredLoad, type QueueAnswer, type Station } from './station.ts'

/**
 * One server, Poisson arrivals, any service time, of which `serviceScv` is the squared coefficient of variation (variance over mean
 * squared: 0 for a constant one, 1 for an exponential one). Throws OperatorError on impossible input and where it is not stable.
 * Pollaczek 1930, Khinchine 1932: Wq = lambda s^2 (1 + cs^2) / (2 (1 - rho)).
 */
export function mg1(queue: Station & { serviceScv: number }): QueueAnswer {
  const load = offeredLoad(queue)
  assertNotNegative(queue.serviceScv, 'The squared coefficient of variation of the service time')
  assertStable(load, 1)
  return answerOf(queue, 1, (load * queue.serviceSeconds * (1 + queue.serviceScv)) / (2 * (1 - load)))
}
