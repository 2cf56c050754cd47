import { pool } from '../../../capacity/index.ts'
import { OperatorError, parseWhole } from '../../../core/index.ts'
import { counted, formatQuantity } from '../../../report/index.ts'
import { value } from '../../command.ts'
import { parsePositiveDuration } from '../../positive-duration.ts'
import { lawCommand } from '../law.ts'
import { fraction, of, parseCount, rate, waitTarget } from '../quantities.ts'

/** PostgreSQL's superuser_reserved_connections. */
const usualReserved = 3

export const command = lawCommand({
  name: 'pool',
  summary: 'connections of a pool, and whether the database has so many',
  about: [
    'Each pod has a pool of its own, so small pools waste connections: compare with fewer, larger pods or a shared pooler.',
    'Practice: a database does no more work with more busy connections than one to two for each core.',
  ],
  equation: 'busy = rate x hold; pool = fewest of which enough wait no longer (Erlang C)',
  source: 'Little 1961, Erlang 1917',
  options: {
    rate,
    hold: value('--hold <duration>', 'how long a request holds a connection, as 20ms', parsePositiveDuration),
    pods: value('--pods <n>', 'pods, each with a pool (1)', parseCount),
    waitTarget,
    fraction,
    maxConnections: value('--max-connections <n>', 'of the database', parseCount),
    reserved: value('--reserved <n>', 'of them for superusers and others (3)', (text) =>
      parseWhole(text, { minimum: 0, maximum: 1e8 }),
    ),
  },
  needs: ['rate', 'hold'],
  examples: [
    {
      command: 'lewis-perf calc pool --rate 400/s --hold 20ms --pods 4 --max-connections 100',
      shows: 'the pool of each pod',
    },
  ],
  answer({
    rate: ratePerSecond = 1,
    hold = 1,
    pods = 1,
    waitTarget: target = 0.01,
    fraction: share = 0.95,
    maxConnections,
    reserved,
  }) {
    if (reserved !== undefined && maxConnections === undefined)
      throw new OperatorError({
        sentence: '--reserved is of --max-connections, which was not given.',
        hint: 'Give --max-connections, or leave it out.',
      })
    const kept = reserved ?? Math.min(usualReserved, maxConnections ?? usualReserved)
    const answer = pool({
      ratePerSecond,
      holdSeconds: hold,
      pods,
      waitTargetSeconds: target,
      fraction: share,
      ...(maxConnections === undefined ? {} : { maxConnections, reserved: kept }),
    })
    const fits = answer.available === null || answer.total <= answer.available
    return {
      headline: `${counted(answer.perPod, 'connection')} a pod, ${formatQuantity(answer.total)} in all${answer.available === null ? '' : `; the database has ${formatQuantity(answer.available)}`}.`,
      data: answer,
      rows: [
        {
          name: 'pool of a pod',
          value: of(answer.perPod, 'count'),
          because: `${formatQuantity(share, 'ratio')} wait at most ${formatQuantity(target, 'seconds')}`,
        },
        { name: 'all pools', value: of(answer.total, 'count'), because: `x ${counted(pods, 'pod')}` },
        { name: 'busy', value: of(answer.busy, 'count'), because: 'rate x hold, in the mean' },
        { name: 'utilization', value: of(answer.utilization, 'ratio'), because: 'busy / all pools' },
        {
          name: 'achieved',
          value: of(answer.achieved, 'ratio'),
          because: `wait at most ${formatQuantity(target, 'seconds')}`,
        },
        {
          name: 'available',
          value: answer.available === null ? null : of(answer.available, 'count'),
          because:
            maxConnections === undefined
              ? 'no --max-connections given'
              : `${maxConnections} - ${kept} reserved${reserved === undefined && kept < usualReserved ? `: cut from the usual ${usualReserved}, give --reserved` : ''}`,
        },
        {
          name: 'pods that fit',
          value: answer.podsThatFit === null ? null : of(answer.podsThatFit, 'count'),
          because: 'available / pool of a pod',
        },
      ],
      findings:
        answer.available === null
          ? []
          : [
              {
                id: 'pool.fits',
                title: 'The database has enough connections',
                status: fits ? 'pass' : 'fail',
                because: `${answer.total} of ${answer.available}`,
                evidence: { pools: of(answer.total, 'count'), available: of(answer.available, 'count') },
                ...(fits
                  ? {}
                  : {
                      advice: [
                        { text: 'Use a pooler (PgBouncer in transaction mode) or fewer, larger pods.' },
                      ],
                    }),
              },
            ],
    }
  },
})
