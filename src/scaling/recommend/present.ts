import { type Cell, type Quantity, quantity, type Table, type Unit } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { FleetReplay } from '../replay/index.ts'
import { workloadData } from './recommend-data.ts'
import { nameOf, type Recommended, type RecommendTerms } from './recommendation.ts'

/** A row a workload: what is set, and what would be. */
export function planTable(all: readonly Recommended[], request: RecommendTerms): Table {
  const isPriced = request.currency !== null
  return {
    title: 'Plan',
    main: true,
    columns: [
      { key: 'workload', title: 'Workload' },
      { key: 'replicas', title: 'Replicas', align: 'right' },
      { key: 'cpu', title: 'CPU a pod', align: 'right' },
      { key: 'memory', title: 'Memory a pod', align: 'right' },
      { key: 'autoscaler', title: 'Autoscaler' },
      ...(isPriced ? [{ key: 'cost', title: `${request.currency} a month`, align: 'right' as const }] : []),
      { key: 'confidence', title: 'Confidence', align: 'right' },
    ],
    rows: all.map((one): Cell[] => {
      const { current, proposed, costPerMonth, confidence, autoscaler } = workloadData(one, request)
      const milli = (value: number | null): string => (value === null ? '?' : `${value}m`)
      const bytes = (value: number | null): string => (value === null ? '?' : formatQuantity(value, 'bytes'))
      return [
        nameOf(one),
        change(String(current.replicas), String(proposed.replicas)),
        change(milli(current.cpuMilli), milli(proposed.cpuMilli)),
        change(bytes(current.memoryBytes), bytes(proposed.memoryBytes)),
        autoscaler === null
          ? 'none'
          : `${autoscaler.minReplicas} to ${autoscaler.maxReplicas}, ${autoscaler.metric === 'cpu' ? 'CPU' : 'in flight'} ${autoscaler.targetUtilization} %`,
        ...(isPriced
          ? [
              costPerMonth === null
                ? null
                : change(String(Math.round(costPerMonth.current)), String(Math.round(costPerMonth.proposed))),
            ]
          : []),
        of(confidence, 'ratio'),
      ]
    }),
  }
}

/** Why, for one workload. */
export function reasonTable({ recommendation }: Recommended): Table {
  const { plan } = recommendation
  const rows: Cell[][] = recommendation.because.map((line) => {
    const place = line.indexOf(': ')
    return place < 0 ? ['', line] : [line.slice(0, place), line.slice(place + 2)]
  })
  if (plan !== null) {
    const { binding, next, sensitivity, band } = plan
    rows.push(['what binds', binding], ['what binds next', next])
    rows.push([
      '+10 % load',
      `up to ${sensitivity.mostReplicas} pods, ${shownMissed(sensitivity.missedSeconds)} missed; ${share(sensitivity.costPerMonth / plan.costPerMonth - 1)} more cost`,
    ])
    if (band !== null)
      rows.push([
        'stable band',
        `at the usual load the autoscaler keeps any count from ${band.least} to ${band.most}`,
      ])
  }
  return {
    title: 'Why',
    columns: [
      { key: 'what', title: 'What' },
      { key: 'because', title: 'Because' },
    ],
    rows,
  }
}

/** What would have happened with the present settings and with those proposed. */
export function backtestTable(all: readonly Recommended[], { currency }: RecommendTerms): Table {
  const row = (one: Recommended, what: string, replay: FleetReplay): Cell[] => [
    nameOf(one),
    what,
    of(replay.missedSeconds, 'seconds'),
    of(replay.throttledSeconds, 'seconds'),
    of(replay.oomKills, 'count'),
    of(replay.flaps, 'count'),
    of(Number(replay.meanReplicas.toPrecision(3)), 'count'),
    ...(currency === null ? [] : [String(Math.round(replay.costPerMonth))]),
  ]
  return {
    title: 'Back-test: the load that was seen, put on both',
    columns: [
      { key: 'workload', title: 'Workload' },
      { key: 'settings', title: 'Settings' },
      { key: 'missed', title: 'Too busy', align: 'right' },
      { key: 'throttled', title: 'Throttled', align: 'right' },
      { key: 'kills', title: 'Kills', align: 'right' },
      { key: 'flaps', title: 'Flaps', align: 'right' },
      { key: 'pods', title: 'Mean pods', align: 'right' },
      ...(currency === null ? [] : [{ key: 'cost', title: `${currency} a month`, align: 'right' as const }]),
    ],
    rows: all.flatMap((one) => [
      ...(one.replays.current === null ? [] : [row(one, 'now', one.replays.current)]),
      ...(one.replays.proposed === null ? [] : [row(one, 'proposed', one.replays.proposed)]),
    ]),
  }
}

function change(before: string, after: string): string {
  return before === after ? after : `${before} -> ${after}`
}

function of(value: number, unit: Unit): Quantity {
  return quantity(value, unit)
}

function share(value: number): string {
  return formatQuantity(Number(Math.max(0, value).toPrecision(2)), 'ratio')
}

function shownMissed(seconds: number): string {
  return formatQuantity(Math.round(seconds), 'seconds')
}
