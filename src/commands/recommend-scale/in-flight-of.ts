import { seriesName } from '../../core/index.ts'
import type { InFlightMetric } from '../../scaling/index.ts'
import type { RecommendInput } from './options.ts'

/** What an autoscaler of requests in flight follows; names of metrics have no dots and dashes. Null without --slots. */
export function inFlightOf({
  slots,
  inFlight = 'requests_in_flight',
}: RecommendInput): InFlightMetric | null {
  return slots === undefined
    ? null
    : { metricName: seriesName(inFlight).replaceAll(/[^\w:]/g, '_'), slotsPerPod: slots }
}
