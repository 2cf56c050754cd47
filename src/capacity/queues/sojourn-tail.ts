/**
 * The share whose wait and exponential service take longer than so many mean service times, where the share `waiting` waits, for an
 * exponential time that ends `spare` times as fast as a service: e^-t + C (e^-t - e^-(spare t)) / (spare - 1).
 */
export function sojournTail(serviceTimes: number, waiting: number, spare: number): number {
  const served = Math.exp(-serviceTimes)
  const difference = spare - 1
  // (exp(-t) - exp(-spare t)) / (spare - 1), from the slower of the two so that nothing overflows or cancels.
  const both =
    difference === 0
      ? serviceTimes * served
      : difference > 0
        ? (served * -Math.expm1(-difference * serviceTimes)) / difference
        : (Math.exp(-spare * serviceTimes) * Math.expm1(difference * serviceTimes)) / difference
  return served + waiting * both
}
