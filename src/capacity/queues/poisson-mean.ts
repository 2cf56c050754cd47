/**
 * The mean of f over a Poisson number of mean x (from 0 on): the sum over m of e^-x x^m / m! f(m), from its likeliest term outwards, so that
 * no mean is too large.
 */
export function poissonMean(x: number, f: (count: number) => number): number {
  const middle = Math.floor(x)
  let total = 1
  let sum = f(middle)
  for (let count = middle + 1, weight = x / count; weight > leastWeight; count++, weight *= x / count) {
    total += weight
    sum += weight * f(count)
  }
  for (let count = middle, weight = count / x; count > 0 && weight > leastWeight; ) {
    count--
    total += weight
    sum += weight * f(count)
    weight *= count / x
  }
  return sum / total
}

/** Of the likeliest. */
const leastWeight = 1e-20
