import type { Finding } from '../../../src/core/index.ts'

/** What an issue asks of a measurement: at most so much. */
export interface Bar {
  name: string
  measured: number
  asked: number
}

/** The closing line of a bar. */
export function barLine({ name, measured, asked }: Bar): string {
  return `bar ${name}: measured ${measured.toFixed(2)}, asked ${asked}: ${isMet({ measured, asked }) ? 'met' : 'missed'}`
}

/** A bar as a finding of an envelope: `warn` when it was missed, since a benchmark reports and never fails. */
export function barFinding(bar: Bar): Finding {
  return {
    id: 'bar',
    instance: bar.name,
    title: bar.name,
    status: isMet(bar) ? 'pass' : 'warn',
    because: `measured ${bar.measured.toFixed(3)}, asked at most ${bar.asked}`,
    evidence: {
      measured: { value: bar.measured, unit: 'ratio' },
      asked: { value: bar.asked, unit: 'ratio' },
    },
  }
}

function isMet({ measured, asked }: Omit<Bar, 'name'>): boolean {
  return measured <= asked
}
