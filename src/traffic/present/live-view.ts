import type { Doing, LineRoom } from '../../core/index.ts'
import { decodeHdr, hdrQuantile } from '../../metrics/index.ts'
import { formatQuantity, sparkline } from '../../report/index.ts'
import type { LoadPlan } from '../plan/index.ts'
import type { TimelinePoint } from '../run.ts'
import { expectedArrivals } from '../schedule/index.ts'
import { clockTime } from './clock-time.ts'
import { type Position, positionOf } from './run-position.ts'

/** Shows a run while it goes on. */
export interface LiveView {
  /** Takes the newest second; what there is to say after it. */
  after(point: TimelinePoint): Doing
}

const historySeconds = 20
const fewestLogSeconds = 10
/** A shorter rest of a warm-up is not worth a line. */
const fewestWarmupSeconds = 3
/** A log of an hour has no more lines than one of ten minutes. */
const mostLogLines = 60

interface Seen {
  position: Position
  point: TimelinePoint
  /** The rate that was planned for the newest second; null in a closed model. */
  planned: number | null
  failed: number
  p50Us: number | null
  p99Us: number | null
  history: readonly (number | null)[]
}

/** A view of a run of `plan`; `name` says which of several it is. */
export function liveView(plan: LoadPlan, name = ''): LiveView {
  const history: (number | null)[] = []
  const total = { answered: 0, failed: 0 }
  let logged: Position | null = null

  return {
    after(point) {
      total.answered += point.answered
      total.failed += point.failed
      const position = positionOf(plan, point.atSeconds, total.answered)
      const latency = decodeHdr(point.latency)
      const p99Us = hdrQuantile(latency, 0.99)
      if (!position.isWarmingUp) history.push(p99Us)
      if (history.length > historySeconds) history.shift()
      const seen: Seen = {
        position,
        point,
        planned: plannedRate(plan, point),
        failed: total.failed,
        p50Us: hdrQuantile(latency, 0.5),
        p99Us,
        history: [...history],
      }
      const isNew = isWorthALine(position, logged)
      if (isNew) logged = position
      return { line: (room) => lineOf(seen, room, name), log: isNew ? logOf(seen, name) : null }
    },
  }
}

function isWorthALine(now: Position, before: Position | null): boolean {
  if (now.isWarmingUp && (now.secondsLeft ?? 0) < fewestWarmupSeconds) return false
  if (before === null || now.stage !== before.stage || now.isWarmingUp !== before.isWarmingUp) return true
  const every = Math.max(fewestLogSeconds, (now.totalSeconds ?? 0) / mostLogLines)
  return Math.round(now.atSeconds) >= Math.round(before.atSeconds) + every
}

/** What was planned for the second that ended at the point. */
function plannedRate({ model }: LoadPlan, { atSeconds, lengthSeconds }: TimelinePoint): number | null {
  if (model.kind === 'closed' || lengthSeconds <= 0) return null
  const until = (seconds: number): number => expectedArrivals(model.stages, Math.max(0, seconds))
  return (until(atSeconds) - until(atSeconds - lengthSeconds)) / lengthSeconds
}

/** How much of it a line says. */
interface Form {
  elapsed: boolean
  p50: boolean
  bars: number
  inFlight: boolean
}

/** The first that fits is taken. */
const forms: readonly Form[] = [
  { elapsed: true, p50: true, bars: 20, inFlight: true },
  { elapsed: true, p50: true, bars: 10, inFlight: true },
  { elapsed: false, p50: true, bars: 10, inFlight: true },
  { elapsed: false, p50: true, bars: 7, inFlight: true },
  { elapsed: false, p50: false, bars: 10, inFlight: true },
  { elapsed: false, p50: false, bars: 7, inFlight: true },
  { elapsed: false, p50: false, bars: 0, inFlight: true },
  { elapsed: false, p50: false, bars: 0, inFlight: false },
]

function lineOf(seen: Seen, { columns, unicode }: LineRoom, name: string): string {
  const lines = forms.map((form) => {
    const line = inForm(seen, form, { name, unicode })
    return unicode ? line : line.replaceAll('µ', 'u')
  })
  return lines.find((line) => line.length <= columns) ?? lines.at(-1)?.slice(0, columns) ?? ''
}

function inForm(
  { position, point, planned, failed, p50Us, p99Us, history }: Seen,
  form: Form,
  { name, unicode }: { name: string; unicode: boolean },
): string {
  const left = position.secondsLeft === null ? null : `${clockTime(position.secondsLeft)} left`
  const time = form.elapsed && left !== null ? `${position.text}, ${left}` : (left ?? position.text)
  const flight = form.inFlight ? flightText(point) : ''
  const pieces = position.isWarmingUp
    ? [name, position.text, left ?? '', flight]
    : [
        name,
        time,
        stageOf(position),
        rateText(point, planned),
        [
          ...(form.p50 ? [latencyText('p50', p50Us)] : []),
          latencyText('p99', p99Us),
          ...(form.bars === 0 ? [] : [sparkline(newest(history, form.bars), unicode)]),
        ].join(' '),
        flight,
        `${formatQuantity(failed)} failed`,
      ]
  return pieces.filter((piece) => piece !== '').join('  ')
}

/** Always so many, so that nothing moves while they come. */
function newest(history: Seen['history'], count: number): (number | null)[] {
  return [...Array.from({ length: count }, () => null), ...history].slice(-count)
}

function flightText({ inFlight, waiting }: TimelinePoint): string {
  return `${formatQuantity(inFlight)} in flight${waiting > 0 ? `, ${formatQuantity(waiting)} waiting` : ''}`
}

function logOf({ position, point, planned, failed, p50Us, p99Us }: Seen, name: string): string {
  const stage = position.isWarmingUp ? '' : stageOf(position)
  const begin = [name, position.text, stage].filter((text) => text !== '').join(', ')
  const left = position.secondsLeft === null ? [] : [`${clockTime(position.secondsLeft)} left`]
  if (position.isWarmingUp) return `${begin}: ${[flightText(point), ...left].join(', ')}`
  const said = [
    `${rateText(point, planned)} answered`,
    latencyText('p50', p50Us),
    latencyText('p99', p99Us),
    flightText(point),
    failed === 0 ? 'none failed' : `${formatQuantity(failed)} failed`,
    ...left,
  ]
  return `${begin}: ${said.join(', ')}`
}

function stageOf({ stage, stages }: Position): string {
  return stages > 1 && stage !== null ? `stage ${stage}/${stages}` : ''
}

function rateText({ answered, lengthSeconds }: TimelinePoint, planned: number | null): string {
  const rate = perSecond(answered / Math.max(lengthSeconds, 0.1))
  return planned === null ? rate : `${rate} of ${perSecond(planned)}`
}

function perSecond(rate: number): string {
  return formatQuantity(rate < 10 ? Number(rate.toFixed(1)) : Math.round(rate), 'per-second')
}

function latencyText(title: string, us: number | null): string {
  return `${title} ${us === null ? '-' : formatQuantity(Number((us / 1e6).toPrecision(2)), 'seconds')}`
}
