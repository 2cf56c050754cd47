import { erlangC, minimumServers } from '../../../capacity/index.ts'
import { OperatorError } from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { type Answer, lawCommand } from '../law.ts'
import { loadOptions, offeredBy } from '../offered-load.ts'
import { fraction, of, servers, waitTarget } from '../quantities.ts'

interface Waiting {
  servers: number
  offeredLoad: number
  erlangC: number
  utilization: number
  /** Of those who may wait no longer than the target; null where none was given. */
  achieved: number | null
}

export const command = lawCommand({
  name: 'erlang-c',
  summary: 'how many have to wait; with --wait-target, the fewest servers that keep it',
  about: [
    'For servers that share one queue. With --wait-target and --fraction it counts servers: 95% that wait at most 10ms.',
    'Everything else about such a queue, percentiles too, is in calc mmc.',
  ],
  equation: 'C = B / (1 - rho (1 - B)); P(W > t) = C exp(-(c mu - lambda) t)',
  source: 'Erlang 1917',
  options: { servers, ...loadOptions, waitTarget, fraction },
  needs: [],
  examples: [
    {
      command: 'lewis-perf calc erlang-c --servers 20 --rate 90/s --service 200ms',
      shows: 'the share that waits',
    },
    {
      command: 'lewis-perf calc erlang-c --rate 90/s --service 200ms --wait-target 50ms --fraction 95%',
      shows: 'the fewest servers for that',
    },
  ],
  answer(input): Answer<Waiting> {
    if (input.waitTarget !== undefined || input.fraction !== undefined) return fewest(input)
    const { servers: count } = input
    if (count === undefined)
      throw new OperatorError({
        sentence: 'calc erlang-c needs --servers, or --wait-target and --fraction to count them.',
        hint: 'For example --servers 20.',
      })
    const load = offeredBy(input, 'erlang-c')
    const waiting = erlangC(count, load)
    const isStable = load < count
    return {
      headline: isStable
        ? `${formatQuantity(waiting, 'ratio')} of ${formatQuantity(load)} Erlang have to wait for one of ${formatQuantity(count)} servers.`
        : `${formatQuantity(load)} Erlang are more than ${formatQuantity(count)} servers can do: all wait, ever longer.`,
      data: {
        servers: count,
        offeredLoad: load,
        erlangC: waiting,
        utilization: load / count,
        achieved: null,
      },
      rows: [
        { name: 'load', value: of(load, 'count'), because: 'rate x service time, in Erlang' },
        {
          name: 'waiting',
          value: of(waiting, 'ratio'),
          because: isStable ? `C of ${count} servers` : 'the load is as much as the servers, or more',
        },
        { name: 'utilization', value: of(load / count, 'ratio'), because: 'load / servers' },
      ],
      warnings: isStable ? [] : [`It is not stable: give it at least ${Math.floor(load) + 1} servers.`],
    }
  },
})

function fewest({
  rate,
  service,
  waitTarget: target,
  fraction: share,
}: {
  rate?: number
  service?: number
  waitTarget?: number
  fraction?: number
}): Answer<Waiting> {
  if (rate === undefined || service === undefined || target === undefined || share === undefined)
    throw new OperatorError({
      sentence: 'Counting servers needs --rate, --service, --wait-target and --fraction.',
      hint: 'For example --rate 90/s --service 200ms --wait-target 50ms --fraction 95%.',
    })
  const answer = minimumServers({
    ratePerSecond: rate,
    serviceSeconds: service,
    waitTargetSeconds: target,
    fraction: share,
  })
  return {
    headline: `${formatQuantity(answer.servers)} servers keep the wait of ${formatQuantity(share, 'ratio')} within ${formatQuantity(target, 'seconds')}.`,
    data: {
      servers: answer.servers,
      offeredLoad: rate * service,
      erlangC: answer.erlangC,
      utilization: answer.utilization,
      achieved: answer.achieved,
    },
    rows: [
      {
        name: 'servers',
        value: of(answer.servers, 'count'),
        because: `the fewest of which ${formatQuantity(share, 'ratio')} wait at most ${formatQuantity(target, 'seconds')}`,
      },
      { name: 'achieved', value: of(answer.achieved, 'ratio'), because: '1 - C exp(-(c mu - lambda) t)' },
      { name: 'load', value: of(rate * service, 'count'), because: 'rate x service time, in Erlang' },
      { name: 'waiting', value: of(answer.erlangC, 'ratio'), because: `C of ${answer.servers} servers` },
      { name: 'utilization', value: of(answer.utilization, 'ratio'), because: 'load / servers' },
    ],
  }
}
