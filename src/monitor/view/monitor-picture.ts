import { formatQuantity, type LivePicture, type PictureRoom } from '../../report/index.ts'
import { alertLines } from './alert-lines.ts'
import { figureWords } from './figure.ts'
import { gaugesOf } from './gauge.ts'
import { type GaugeLevel, gaugeLine } from './gauge-line.ts'
import { lineOf, wholeLine } from './pieces.ts'
import { processLines } from './process-lines.ts'
import type { Seen } from './seen.ts'
import { afterKey, firstView, type ViewState } from './view-state.ts'

const fewestProcessLines = 4
const mostAlertLines = 4

/** The whole terminal: what is seen now, with keys to sort, pause, filter and quit. `quit` is called once. */
export function monitorPicture(now: () => Seen, quit: () => void): LivePicture {
  let state = firstView
  let frozen: Seen | null = null
  return {
    lines: (room) => framed(frozen ?? now(), state, room),
    press(key) {
      if (state.hasEnded) return
      state = afterKey(state, key)
      frozen = state.isPaused ? (frozen ?? now()) : null
      if (state.hasEnded) quit()
    },
  }
}

/** The lines of one picture, each no wider than the room and no more than it has rows. */
function framed(seen: Seen, state: ViewState, room: PictureRoom): string[] {
  const { tick } = seen
  if (tick === null) return [wholeLine(`${seen.title}: waiting for the first figures`, room)]
  const alerts = alertLines(seen.alerts, Math.min(mostAlertLines, Math.max(1, room.rows - 8)), room)
  const stale = tick.sources
    .filter(({ staleBecause }) => staleBecause !== null)
    .map(({ name, staleBecause }) => wholeLine(`stale: ${name}: ${staleBecause}`, room, room.colour.yellow))
  const top = [headLine(seen, state, room), ...alerts, ...stale]
  const bottom = [
    ...seen.notes.map((note) => wholeLine(note, room, room.colour.dim)),
    footLine(seen, state, room),
  ]
  const left = Math.max(0, room.rows - top.length - bottom.length)
  const gauges = gaugesOf(tick.values, seen.recent)
    .slice(0, Math.max(1, left - (seen.processes === null ? 0 : fewestProcessLines)))
    .map((gauge) => gaugeLine(gauge, levelOf(gauge.series, seen), room))
  const processes = processLines(seen.processes, state, { most: left - gauges.length - 1, room })
  const middle = processes.length === 0 ? gauges : [...gauges, '', ...processes]
  return [...top, ...middle, ...bottom].slice(0, room.rows)
}

function headLine(
  { title, cores, tick, intervalSeconds }: Seen,
  { isPaused }: ViewState,
  room: PictureRoom,
): string {
  const at = tick === null ? '' : `${new Date(tick.epochMs).toISOString().slice(11, 19)} UTC`
  const parts = [
    `lewis-perf monitor  ${title}`,
    ...(cores === null ? [] : [formatQuantity(cores, 'cores')]),
    at,
    `every ${formatQuantity(intervalSeconds, 'seconds')}`,
    ...(isPaused ? ['PAUSED'] : []),
  ]
  return wholeLine(parts.join('  '), room, isPaused ? room.colour.yellow : room.colour.bold)
}

/** What it costs itself, and the keys. */
function footLine({ tick }: Seen, { isTyping }: ViewState, room: PictureRoom): string {
  const keys = isTyping ? 'Enter keep  Esc clear' : 's sort  p pause  / filter  q quit'
  return lineOf(
    [
      {
        text: ownCost(tick?.values ?? {}),
        columns: Math.max(0, room.columns - keys.length),
        paint: room.colour.dim,
      },
      { text: keys, columns: keys.length, align: 'right' },
    ],
    room,
  )
}

function ownCost(values: Readonly<Record<string, number | null>>): string {
  const cpu = values['self.cpu']
  const memory = values['self.memory']
  const skipped = values['self.skipped'] ?? 0
  return [
    ...(cpu == null ? [] : [`itself: ${(cpu * 100).toFixed(1)} % of a core`]),
    ...(memory == null ? [] : [figureWords(memory, 'bytes')]),
    ...(skipped > 0 ? [`${formatQuantity(skipped)} ticks skipped`] : []),
  ].join(', ')
}

function levelOf(series: readonly string[], { alerts }: Seen): GaugeLevel {
  const own = alerts.filter((alert) => series.includes(alert.series))
  if (own.some(({ state }) => state === 'firing')) return 'firing'
  return own.some(({ state }) => state === 'pending') ? 'pending' : 'calm'
}
