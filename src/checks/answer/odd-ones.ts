import { type Finding, type Quantity, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type Figure, figures } from './figures.ts'

/** A host whose figure is far from what the others have. */
export interface OddOne {
  host: string
  figure: string
  value: Quantity
  /** The median of all hosts. */
  median: Quantity
}

type FiguresByHost = Readonly<Record<string, Readonly<Record<string, Quantity>>>>

const fewestHosts = 3
const largestScore = 3.5
/** Of the median: a smaller difference is never called odd. */
const smallestShare = 0.2

/**
 * Hosts with a figure whose modified z-score, 0.6745 x (value - median) / MAD, is above 3.5 (Iglewicz and Hoaglin) and
 * that differs by more than the floor of that figure; none among fewer than three hosts.
 */
export function oddOnes(byHost: FiguresByHost): OddOne[] {
  return figures.flatMap((figure) => oddIn(figure, byHost))
}

/** One finding for each odd host, which names all its odd figures. */
export function oddFindings(odd: readonly OddOne[]): Finding[] {
  return [...new Set(odd.map(({ host }) => host))].map((host) => {
    const own = odd.filter((one) => one.host === host)
    const words = own.map(
      ({ figure, value, median }) =>
        `${labelOf(figure)} ${formatQuantity(value)} (median ${formatQuantity(median)})`,
    )
    return {
      id: 'hosts.odd-one',
      instance: host,
      title: 'Odd one out',
      status: 'info',
      because: `${host} differs from the other hosts: ${words.join(', ')}.`,
      evidence: Object.fromEntries(own.map(({ figure, value }) => [figure, value])),
    }
  })
}

function oddIn({ name, unit, floor }: Figure, byHost: FiguresByHost): OddOne[] {
  const known = Object.entries(byHost).flatMap(([host, own]) => {
    const value = own[name]
    return value === undefined ? [] : [{ host, value }]
  })
  if (known.length < fewestHosts) return []
  const middle = median(known.map(({ value }) => value.value))
  const spread = median(known.map(({ value }) => Math.abs(value.value - middle)))
  const least = Math.max(floor, smallestShare * Math.abs(middle))
  return known
    .filter(({ value }) => {
      const distance = Math.abs(value.value - middle)
      return distance > least && 0.6745 * distance > largestScore * spread
    })
    .map(({ host, value }) => ({ host, figure: name, value, median: quantity(middle, unit) }))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

/** What a figure is called in a sentence. */
export function labelOf(name: string): string {
  return figures.find((figure) => figure.name === name)?.label ?? name
}
