import { maskSecrets } from '../../../core/index.ts'
import { matchesPattern } from '../../series/index.ts'

/** A series under the key that its feed has, and the one that is told: without secrets. */
export interface KnownSeries {
  key: string
  toldAs: string
}

/** The series that ticks had so far, in the order in which they came. */
export interface SeriesBook {
  /** Takes in those that are new. */
  note(keys: readonly string[]): void
  readonly all: readonly KnownSeries[]
  /** Rises when the book was begun anew: what was found in it before no longer holds. */
  readonly edition: number
}

/** So many are kept; a feed whose series keep changing their names begins a new book. */
const mostKnown = 20_000

/** A book without series. */
export function seriesBook(): SeriesBook {
  let all: KnownSeries[] = []
  let known = new Set<string>()
  let edition = 0
  return {
    get all() {
      return all
    },
    get edition() {
      return edition
    },
    note(keys) {
      if (known.size > mostKnown) {
        all = []
        known = new Set()
        edition += 1
      }
      for (const key of keys) {
        if (known.has(key)) continue
        known.add(key)
        all.push({ key, toldAs: maskSecrets(key) })
      }
    },
  }
}

/** Those series of a book that some patterns mean: looked for among the new ones only. */
export interface Selection {
  /** Up to the most, in the order in which they came. */
  found(): readonly KnownSeries[]
  /** How many more there are. */
  leftOut(): number
}

/** The series of `book` that one of `patterns` means, `most` of them. */
export function selection(book: SeriesBook, patterns: readonly string[], most: number): Selection {
  let found: KnownSeries[] = []
  let looked = 0
  let edition = book.edition
  let leftOut = 0
  const look = () => {
    if (edition !== book.edition) [found, looked, leftOut, edition] = [[], 0, 0, book.edition]
    for (; looked < book.all.length; looked++) {
      const series = book.all[looked]
      if (series === undefined || !patterns.some((pattern) => matchesPattern(pattern, series.toldAs)))
        continue
      if (found.length < most) found.push(series)
      else leftOut += 1
    }
  }
  return {
    found() {
      look()
      return found
    },
    leftOut() {
      look()
      return leftOut
    },
  }
}
