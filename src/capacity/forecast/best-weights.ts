import type { Smoothing } from './smoothing.ts'

type Weight = 'alpha' | 'beta' | 'gamma'

/**
 * The weights that make `error` least, each between 0 and 1, from those given: the simplex of Nelder and Mead 1965, begun anew from its
 * end until that gains nothing.
 */
export function bestWeights(
  from: Smoothing,
  free: readonly Weight[],
  error: (weights: Smoothing) => number,
): Smoothing {
  if (free.length === 0) return from
  const filled = (point: readonly number[]): Smoothing => {
    const weights = { ...from }
    for (const [index, name] of free.entries()) weights[name] = point[index] ?? 0
    return weights
  }
  const cost = (point: readonly number[]): number => {
    const found = error(filled(point))
    return Number.isFinite(found) ? found : Number.MAX_VALUE
  }
  let best = vertexAt(
    free.map((name) => from[name] ?? 0),
    cost,
  )
  for (let round = 0; round < 10; round++) {
    const next = simplex(best, cost)
    const isDone = best.cost - next.cost <= 1e-12 * Math.abs(best.cost)
    best = next
    if (isDone) break
  }
  return filled(best.point)
}

interface Vertex {
  point: number[]
  cost: number
}

function vertexAt(point: readonly number[], cost: (point: readonly number[]) => number): Vertex {
  const inside = point.map((value) => Math.min(1, Math.max(leastWeight, value)))
  return { point: inside, cost: cost(inside) }
}

/** An alpha of 0 would learn nothing. */
const leastWeight = 1e-9

function simplex(start: Vertex, cost: (point: readonly number[]) => number): Vertex {
  const size = start.point.length
  let vertices = [
    start,
    ...start.point.map((value, axis) =>
      vertexAt(
        start.point.map((other, index) => (index === axis ? value + (value > 0.5 ? -0.1 : 0.1) : other)),
        cost,
      ),
    ),
  ]
  for (let step = 0; step < 400 * size; step++) {
    vertices = [...vertices].sort((a, b) => a.cost - b.cost)
    const [best = start, worst = start] = [vertices[0], vertices.at(-1)]
    const spread = Math.max(
      ...vertices.flatMap(({ point }) =>
        point.map((value, axis) => Math.abs(value - (best.point[axis] ?? 0))),
      ),
    )
    if (spread < 1e-10) break
    const others = vertices.slice(0, -1)
    const centre = worst.point.map(
      (_, axis) => others.reduce((sum, { point }) => sum + (point[axis] ?? 0), 0) / others.length,
    )
    const along = (factor: number): Vertex =>
      vertexAt(
        centre.map((value, axis) => value + factor * ((worst.point[axis] ?? 0) - value)),
        cost,
      )
    const reflected = along(-1)
    const secondWorst = others.at(-1) ?? best
    const replacement = chosen(reflected, best, secondWorst, worst, along)
    vertices =
      replacement === null
        ? [
            best,
            ...vertices.slice(1).map(({ point }) =>
              vertexAt(
                point.map((value, axis) => (value + (best.point[axis] ?? 0)) / 2),
                cost,
              ),
            ),
          ]
        : [...others, replacement]
  }
  return vertices.reduce((least, one) => (one.cost < least.cost ? one : least), start)
}

/** What takes the place of the worst vertex; null where all have to come nearer. */
function chosen(
  reflected: Vertex,
  best: Vertex,
  secondWorst: Vertex,
  worst: Vertex,
  along: (factor: number) => Vertex,
): Vertex | null {
  if (reflected.cost < best.cost) {
    const expanded = along(-2)
    return expanded.cost < reflected.cost ? expanded : reflected
  }
  if (reflected.cost < secondWorst.cost) return reflected
  const contracted = along(reflected.cost < worst.cost ? -0.5 : 0.5)
  return contracted.cost < Math.min(reflected.cost, worst.cost) ? contracted : null
}
