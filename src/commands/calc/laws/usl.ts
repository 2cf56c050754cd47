import { fitUsl, predictUsl, usl } from '../../../capacity/index.ts'
import {
  maximumRangePoints,
  OperatorError,
  parseDuration,
  parseRange,
  parseRate,
  parseRatio,
  type Range,
  valuesOf,
} from '../../../core/index.ts'
import { formatQuantity } from '../../../report/index.ts'
import { switchOption, value } from '../../command.ts'
import { parsePoints, readSweepPoints } from '../../sweep-points.ts'
import { lawCommand } from '../law.ts'
import { of } from '../quantities.ts'
import {
  farFindings,
  finiteFit,
  parameterRows,
  placeRows,
  predictionTable,
  uslChart,
  uslHeadline,
  verdictFindings,
} from '../usl-answer.ts'

export const command = lawCommand({
  name: 'usl',
  summary: 'fit the Universal Scalability Law to a sweep: peak, limit, knee, predictions with a band',
  about: [
    'sigma is contention (what waits in line), kappa coherency (what everyone has to tell everyone). A peak is only named where the',
    'interval of kappa does not include 0, and predictions beyond twice what was measured are marked.',
  ],
  equation: 'X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))',
  source: 'Gunther, Guerrilla Capacity Planning, 2007',
  options: {
    points: value('--points <list>', 'concurrency=throughput, as 1=955,2=1878,4=3548', parsePoints),
    unbounded: switchOption('--unbounded', 'let sigma and kappa be below 0: superlinear scaling is real'),
    lambda: value('--lambda <rate>', 'known throughput of one, as 955/s: fits two parameters', parseRate),
    confidence: value('--confidence <ratio>', 'of the intervals (95%)', parseRatio),
    at: value('--at <n>', 'predict at these concurrencies; also a list or a range', parseRange),
    throughput: value('--throughput <rate>', 'the concurrency that gives it, as 11000/s', parseRate),
    response: value(
      '--response <duration>',
      'the concurrency that still answers in it, as 5ms',
      parseDuration,
    ),
  },
  needs: [],
  file: {
    description: 'points: CSV concurrency,throughput[,weight], JSON, or the saved result of a sweep',
    read: (text, name) => ({ points: readSweepPoints(text, name) }),
  },
  examples: [
    { command: 'lewis-perf calc usl --from sweep.json', shows: 'a saved sweep, fitted' },
    {
      command: 'lewis-perf calc usl --points 1=955,2=1878,4=3548,8=6531,16=9897,32=12074 --at 48,64',
      shows: 'what twice as many would get',
    },
  ],
  answer(input) {
    const { points, lambda, confidence, at, throughput, response } = input
    if (points === undefined)
      throw new OperatorError({
        sentence: 'calc usl needs points: --from FILE or --points.',
        hint: 'Measure them with lewis-perf loadtest or bench, or write --points 1=955,2=1878,4=3548.',
      })
    if (at !== undefined && (at as Range).count > maximumRangePoints)
      throw new OperatorError({
        sentence: `--at has ${(at as Range).count} concurrencies, more than ${maximumRangePoints}.`,
        hint: 'Give a larger step, as 1..1000:10.',
      })
    const fit = fitUsl(points, {
      bounded: input.unbounded !== true,
      ...(lambda === undefined ? {} : { lambda }),
      ...(confidence === undefined ? {} : { confidence }),
    })
    const predictions = [...(at === undefined ? [] : valuesOf(at as Range))].map((n) => {
      const found = predictUsl(fit, n)
      return { ...found, low: Math.max(Math.min(0, found.throughput), found.low) }
    })
    const law = usl(fit)
    const needed = throughput === undefined ? null : law.concurrencyAtThroughput(throughput)
    const allowed = response === undefined ? null : law.concurrencyAtResponseTime(response)
    const far = [...predictions.map(({ concurrency }) => concurrency), needed, allowed].filter(
      (one) => one !== null && one > 2 * fit.measuredTo,
    )
    return {
      headline: uslHeadline(fit),
      data: finiteFit(fit, { predictions, neededConcurrency: needed, allowedConcurrency: allowed, points }),
      rows: [
        ...parameterRows(fit),
        ...placeRows(fit),
        ...(throughput === undefined
          ? []
          : [
              {
                name: 'needed',
                value: needed === null ? null : of(needed, 'count'),
                because:
                  needed === null
                    ? `${formatQuantity(throughput, 'per-second')} is never reached`
                    : `concurrency that gives ${formatQuantity(throughput, 'per-second')}`,
              },
            ]),
        ...(allowed === null
          ? []
          : [
              {
                name: 'allowed',
                value: of(allowed, 'count'),
                because: `concurrency that answers in ${formatQuantity(response ?? 0, 'seconds')}`,
              },
            ]),
      ],
      tables: predictions.length === 0 ? [] : [predictionTable(predictions, fit.confidence)],
      charts: [uslChart(fit, points)],
      findings: [...fit.verdicts.map((verdict) => verdictFindings[verdict](fit)), ...farFindings(fit, far)],
    }
  },
})
