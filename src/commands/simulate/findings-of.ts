import type { Finding, Quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { SimulatedJudgement, SimulatedVerdict } from '../../simulation/index.ts'
import { cellOf } from './figure-table.ts'

const statuses = { holds: 'pass', fails: 'fail', undecided: 'unknown' } as const

/** Each limit, judged. */
export function findingsOf(judgements: readonly SimulatedJudgement[], level: number): Finding[] {
  return judgements.map(({ term, estimate, verdict }) => {
    const measured = cellOf(estimate, term.unit, level)
    return {
      id: `slo-${term.metric}`,
      instance: term.text,
      title: `${term.text} ${verdictWords[verdict]}`,
      status: statuses[verdict],
      because: because(measured, verdict),
      evidence: {
        limit: { value: term.value, unit: term.unit },
        ...(measured === null ? {} : { simulated: measured }),
      },
      ...(verdict === 'holds' ? {} : { advice: [{ text: advice[verdict] }] }),
    }
  })
}

/** What a limit does. */
export const verdictWords: Readonly<Record<SimulatedVerdict, string>> = {
  holds: 'holds',
  fails: 'does not hold',
  undecided: 'is not decided',
}

const advice = {
  fails: 'See what would hold: --find-min-instances, another --balance, or less load.',
  undecided: 'Simulate a longer --duration, or allow more --runs.',
} as const

function because(measured: Quantity | null, verdict: SimulatedVerdict): string {
  if (measured === null)
    return verdict === 'undecided' ? 'No request came.' : 'Too few were answered for it to have a value.'
  const said = `Simulated: ${formatQuantity(measured)}`
  return verdict === 'undecided'
    ? `${said}; the limit lies within the interval, or the system had not come to rest.`
    : `${said}.`
}
