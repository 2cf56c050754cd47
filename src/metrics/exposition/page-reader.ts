import type { MetricFamily } from './exposition.ts'

/** How a page is read, line by line. */
export interface PageReader {
  /** `isEnded`: there was a line feed behind it. Throws Malformed. */
  line(text: string, isEnded: boolean): void
  /** Every family, when there are no more lines. Throws Malformed. */
  end(): MetricFamily[]
}
