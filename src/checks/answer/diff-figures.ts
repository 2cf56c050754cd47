import type { Envelope, Quantity } from '../../core/index.ts'

/** One figure of one host in two results; `change` is relative (0.5 is half as much again), null where that says nothing. */
export interface FigureChange {
  host: string
  figure: string
  was: Quantity | null
  now: Quantity | null
  change: number | null
}

/** Every figure of either result, those that changed most first. */
export function changedFigures(before: Envelope, after: Envelope): FigureChange[] {
  const [old, now] = [figuresIn(before), figuresIn(after)]
  // Of one host each, it is the same figure even where the host was renamed.
  const renamed = old.size === 1 && now.size === 1 ? [...old.keys()][0] : undefined
  const changes = [...now].flatMap(([host, figures]) =>
    changesOn(host, old.get(renamed ?? host) ?? new Map(), figures),
  )
  const vanished = renamed === undefined ? [...old].filter(([host]) => !now.has(host)) : []
  return [...changes, ...vanished.flatMap(([host, figures]) => changesOn(host, figures, new Map()))].toSorted(
    (a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0),
  )
}

type Figures = ReadonlyMap<string, Quantity>

function changesOn(host: string, before: Figures, after: Figures): FigureChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].map((figure) => {
    const [was, now] = [before.get(figure) ?? null, after.get(figure) ?? null]
    return { host, figure, was, now, change: relative(was, now) }
  })
}

function relative(was: Quantity | null, now: Quantity | null): number | null {
  if (was === null || now === null || was.unit !== now.unit || was.value === 0) return null
  return now.value / was.value - 1
}

/** `data.figures` of a saved result, which may be of any age: what is no figure is left out. */
function figuresIn({ data }: Envelope): Map<string, Map<string, Quantity>> {
  return new Map(
    entriesOf(Object(data).figures).map(([host, figures]) => [
      host,
      new Map(
        entriesOf(figures).flatMap(([name, value]) => (isQuantity(value) ? [[name, value] as const] : [])),
      ),
    ]),
  )
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function isQuantity(value: unknown): value is Quantity {
  const { value: number, unit } = Object(value)
  return typeof number === 'number' && typeof unit === 'string'
}
