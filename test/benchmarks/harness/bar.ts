import type { Finding } from '../../../src/core/index.ts'

/** What is asked of a measurement: at most so much, or where `isLeast` at least. */
export interface Bar {
  name: string
  measured: number
  asked: number
  isLeast?: boolean
}

/** The closing line of a bar. */
export function barLine(bar: Bar): string {
  return `bar ${bar.name}: measured ${bar.measured.toFixed(2)}, asked ${bar.asked}: ${isMet(bar) ? 'met' : 'missed'}`
}

/** A bar as a finding of an envelope: `warn` when it was missed, since a benchmark reports and never fails. */
export function barFinding(bar: Bar): Finding {
  return {
    id: 'bar',
    instance: bar.name,
    title: bar.name,
    status: isMet(bar) ? 'pass' : 'warn',
    because: `measured ${bar.measured.toFixed(3)}, asked at ${bar.isLeast === true ? 'least' : 'most'} ${bar.asked}`,
    evidence: {
      measured: { value: bar.measured, unit: 'ratio' },
      asked: { value: bar.asked, unit: 'ratio' },
    },
  }
}

/** False for what could not be measured. */
export function isMet({ measured, asked, isLeast = false }: Bar): boolean {
  return isLeast ? measured >= asked : measured <= asked
}
