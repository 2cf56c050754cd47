import type { DiagnoseData } from '../../../src/checks/index.ts'
import type { Envelope } from '../../../src/core/index.ts'

/** The findings and data of one host in a diagnosis as text, without what the host is called and what the look at it cost. */
export function answerIn({ findings, data }: Envelope<DiagnoseData>): string {
  const [host = ''] = data.hosts
  const { cost: _, hosts, hypotheses, problems, groups, figures, guide, ...same } = data
  return JSON.stringify(
    {
      findings,
      hosts: hosts.length,
      hypotheses: hypotheses.map(({ host: _, ...hypothesis }) => hypothesis),
      byHost: [problems, groups, figures, guide].map((byHost) => ({ ...(byHost as object) })[host as never]),
      same,
    },
    null,
    1,
  )
}
