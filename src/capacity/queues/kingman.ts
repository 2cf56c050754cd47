import { assertNotNegative, assertPositive, assertStable } from '../assert-station.ts'

/**
 * The mean wait, in seconds, of one server with any arrivals and any service (G/G/1), by their squared coefficients of variation: an upper
 * bound that is near where it is busy. Throws OperatorError on impossible input and from a utilization of 1 on. Kingman 1961:
 * rho / (1 - rho) x (ca^2 + cs^2) / 2 x s.
 */
export function kingman(queue: {
  utilization: number
  serviceSeconds: number
  arrivalScv: number
  serviceScv: number
}): number {
  const { utilization, serviceSeconds, arrivalScv, serviceScv } = queue
  assertPositive(utilization, 'The utilization')
  assertPositive(serviceSeconds, 'The service time')
  assertNotNegative(arrivalScv, 'The squared coefficient of variation of the arrivals')
  assertNotNegative(serviceScv, 'The squared coefficient of variation of the service time')
  assertStable(utilization, 1)
  return (utilization / (1 - utilization)) * ((arrivalScv + serviceScv) / 2) * serviceSeconds
}
