import { pushToGateway } from '../../clients/index.ts'
import { type LoadtestData, metricsOfRun, metricsOfSecond, type TimelinePoint } from '../../traffic/index.ts'

const job = 'lewis_perf_loadtest'

/** Tells a Pushgateway how a run goes; it never fails, and says in the end what did not arrive. */
export interface Push {
  second(point: TimelinePoint): void
  /** Resolves with a warning, or none, once all was told. */
  run(data: LoadtestData): Promise<string[]>
}

/** Nothing is told without a URL. */
export function pushTo(url: string | undefined): Push {
  if (url === undefined) return { second() {}, run: async () => [] }
  let underWay: Promise<void> | null = null
  let missed = 0
  return {
    second(point) {
      // A gateway that is slower than a second gets every other one: a load test does not wait for it.
      if (underWay !== null) return
      underWay = pushToGateway(url, job, metricsOfSecond(point))
        .catch(() => {
          missed++
        })
        .finally(() => {
          underWay = null
        })
    },
    async run(data) {
      await underWay
      try {
        await pushToGateway(url, job, metricsOfRun(data))
      } catch (error) {
        return [
          `The result did not reach the Pushgateway (--push): ${error instanceof Error ? error.message : String(error)}. It is whole here; see that the URL leads to a Pushgateway, as http://127.0.0.1:9091.`,
        ]
      }
      return missed === 0
        ? []
        : [`${missed} of the seconds of the run did not reach the Pushgateway; its result did.`]
    },
  }
}
