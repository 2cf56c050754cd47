import { erlangC, minimumServers } from '../../../capacity/index.ts'
import { OperatorError } from '../../../core/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
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
    const { servers: count, waitTarget: target, fraction: share } = input
    if (count !== undefined && share !== undefined)
      throw new OperatorError({
        sentence: '--fraction asks for the servers, which --servers gives already.',
        hint: 'Leave one of them out; --servers with --wait-target gives the share that waits no longer.',
      })
    if (count === undefined && (target !== undefined || share !== undefined)) return fewest(input)
    if (count === undefined)
      throw new OperatorError({
        sentence: 'calc erlang-c needs --servers, or --wait-target and --fraction to count them.',
        hint: 'For example --servers 20.',
      })
    const load = offeredBy(input, 'erlang-c')
    const waiting = erlangC(count, load)
    const isStable = load < count
    const achieved = target === undefined ? null : keptBy(input, count, waiting, load)
    return {
      headline: isStable
        ? `${formatQuantity(waiting, 'ratio')} of ${formatQuantity(load)} Erlang ${count === 1 ? 'have to wait for the one server' : `have to wait for one of ${formatQuantity(count)} servers`}.`
        : `${formatQuantity(load)} Erlang are as much as ${counted(count, 'server')} can do, or more: all wait, ever longer.`,
      data: {
        servers: count,
        offeredLoad: load,
        erlangC: waiting,
        utilization: load / count,
        achieved,
      },
      rows: [
        { name: 'load', value: of(load, 'count'), because: 'rate x service time, in Erlang' },
        {
          name: 'waiting',
          value: of(waiting, 'ratio'),
          because: isStable
            ? `C of ${counted(count, 'server')}`
            : 'the load is as much as the servers, or more',
        },
        { name: 'utilization', value: of(load / count, 'ratio'), because: 'load / servers' },
        ...(achieved === null
          ? []
          : [{ name: 'achieved', value: of(achieved, 'ratio'), because: '1 - C exp(-(c mu - lambda) t)' }]),
      ],
      findings: isStable
        ? []
        : [
            {
              id: 'erlang-c.unstable',
              title: 'It is not stable: everyone waits for ever',
              status: 'warn',
              because: `${formatQuantity(load)} Erlang for ${counted(count, 'server')}`,
              evidence: {},
              advice: [{ text: `Give it at least ${counted(Math.floor(load) + 1, 'server')}.` }],
            },
          ],
    }
  },
})

/** The share that waits no longer than the target. */
function keptBy(
  { service, waitTarget: target = 0 }: { service?: number; waitTarget?: number },
  count: number,
  waiting: number,
  load: number,
): number {
  if (service === undefined)
    throw new OperatorError({
      sentence:
        '--wait-target needs --rate and --service in place of --load: a wait is measured in service times.',
      hint: 'For example --rate 90/s --service 200ms.',
    })
  return load >= count ? 0 : 1 - waiting * Math.exp((-(count - load) * target) / service)
}

function fewest({
  load,
  rate,
  service,
  waitTarget: target,
  fraction: share,
}: {
  load?: number
  rate?: number
  service?: number
  waitTarget?: number
  fraction?: number
}): Answer<Waiting> {
  if (
    load !== undefined ||
    rate === undefined ||
    service === undefined ||
    target === undefined ||
    share === undefined
  )
    throw new OperatorError({
      sentence: 'Counting servers needs --rate, --service, --wait-target and --fraction, not --load.',
      hint: 'For example --rate 90/s --service 200ms --wait-target 50ms --fraction 95%.',
    })
  const answer = minimumServers({
    ratePerSecond: rate,
    serviceSeconds: service,
    waitTargetSeconds: target,
    fraction: share,
  })
  return {
    headline: `${counted(answer.servers, 'server')} ${answer.servers === 1 ? 'keeps' : 'keep'} the wait of ${formatQuantity(share, 'ratio')} within ${formatQuantity(target, 'seconds')}.`,
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
      {
        name: 'waiting',
        value: of(answer.erlangC, 'ratio'),
        because: `C of ${counted(answer.servers, 'server')}`,
      },
      { name: 'utilization', value: of(answer.utilization, 'ratio'), because: 'load / servers' },
    ],
  }
}
