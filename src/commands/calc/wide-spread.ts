import type { Station } from '../../capacity/index.ts'
import type { Finding } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** Up to this squared coefficient of variation Kimura and the percentiles have been held against exact and simulated answers. */
const widestKnown = 4

/** Whether the service times spread wider than what the approximations are known for. */
export function isTooWide(serviceScv: number): boolean {
  return serviceScv > widestKnown
}

/** What the percentiles of a queue are, before their words. */
export function percentileKind(serviceScv: number): string {
  return isTooWide(serviceScv) ? `not known above a coefficient of ${widestKnown}; ` : 'approximate; '
}

/** The doubt about percentiles, and about the mean wait where it lies only somewhere in `range`. */
export function spreadFindings(
  { ratePerSecond, serviceSeconds, servers, serviceScv }: Station & { servers: number; serviceScv: number },
  range: readonly [kimura: number, allenCunneen: number] | null,
): Finding[] {
  if (!isTooWide(serviceScv)) return []
  const [low, high] = (range ?? []).map((seconds) => formatQuantity(seconds, 'seconds'))
  return [
    {
      id: 'calc.wide-spread',
      title: `Service times spread wider than ${range === null ? 'the percentiles are' : 'Kimura is'} known for`,
      status: 'warn',
      because:
        range === null
          ? `the percentiles were measured up to a coefficient of ${widestKnown}, not at ${serviceScv}; the means are exact`
          : `Kimura is within 5 % up to a coefficient of ${widestKnown} and may be far too low above: at ${serviceScv} the mean wait lies between it (${low}) and Allen-Cunneen (${high}), where in between the shape of the times decides (simulate: --spread hyperexponential comes nearer the upper end, lognormal lower), and the percentiles, which follow from Kimura, may be far too low as well`,
      evidence: {},
      advice: [
        {
          text: 'Simulate it, with the spread that is nearest to yours: hyperexponential or lognormal.',
          command: `lewis-perf simulate --rate ${ratePerSecond}/s --service ${serviceSeconds}s --instances ${servers} --spread hyperexponential --scv ${serviceScv}`,
        },
      ],
    },
  ]
}
