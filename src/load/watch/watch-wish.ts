import type { ScrapeTarget } from '../../clients/index.ts'

/** What is to be watched, as it was asked for. */
export type WatchWish =
  /** A process id, or an exact name: all processes of that name together. */
  | { kind: 'process'; name: string }
  /** A whole machine, as ssh takes it. */
  | { kind: 'machine'; name: string }
  | ScrapeWish

/** A page of metrics; `only` has labels that a sample has to have. */
export interface ScrapeWish extends ScrapeTarget {
  kind: 'scrape'
  /** The address without what may be secret. */
  name: string
  only: readonly (readonly [label: string, value: string])[]
}
