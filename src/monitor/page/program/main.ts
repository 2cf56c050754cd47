import { counted } from '../../../report/index.ts'
import type { AlertsMessage, ServerMessage, TickMessage } from '../../stream-messages.ts'
import { alertView } from './alert-view.ts'
import { connectionWords } from './connection-words.ts'
import { element, say } from './element.ts'
import { figureWords } from './figure-words.ts'
import { headerView } from './header-view.ts'
import { ownCost } from './own-cost.ts'
import { allPatterns, sections } from './panels.ts'
import { sectionView } from './section-view.ts'
import { seriesStore } from './series-store.ts'
import { openStream } from './stream.ts'
import { chosenTheme, rememberTheme, showTheme } from './theme.ts'
import { afterKey, spanOf, type TimeWindow, zoomed } from './time-window.ts'

// The program of the page: what comes goes into the store, and everything is drawn from there.

const store = seriesStore()
let view: TimeWindow = { rangeSeconds: 300, zoom: null }
let intervalSeconds = 1
let heardMs: number | null = null
let missed = 0
let alerts: Pick<AlertsMessage, 'alerts' | 'history'> = { alerts: [], history: [] }
let sources: TickMessage['sources'] = []
let isDrawDue = false

const header = headerView(view.rangeSeconds, chosenTheme(), {
  range: chooseRange,
  reset: () => show({ ...view, zoom: null }),
  theme(theme) {
    rememberTheme(theme)
    recolour()
  },
})
const actions = {
  zoom: (fromMs: number, toMs: number) => show(zoomed(view, newestMs(), fromMs, toMs)),
  reset: () => show({ ...view, zoom: null }),
  key(key: string) {
    const after = afterKey(view, newestMs(), key)
    if (after !== null) show(after)
    return after !== null
  },
}
const alertsOnTop = alertView()
const parts = sections.map((section) => sectionView(section, actions))
const cost = element('p', { id: 'cost' })
const help =
  'On a chart: drag to zoom, double-click or Escape to show all; + and - zoom, the arrows go back and forth.'

document.getElementById('top')?.append(...header.nodes)
document.getElementById('main')?.replaceChildren(alertsOnTop.node, ...parts.map(({ node }) => node))
document.getElementById('foot')?.append(cost, element('p', {}, help))
showTheme(chosenTheme())
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour)
document.addEventListener('visibilitychange', drawSoon)

store.keep(view.rangeSeconds)
const stream = openStream(take)
stream.subscribe(allPatterns, view.rangeSeconds)
setInterval(tellConnection, 250)
drawSoon()

function take(message: ServerMessage): void {
  switch (message.type) {
    case 'hello': {
      const { name, cores, memoryBytes } = message.machine
      intervalSeconds = message.intervalSeconds
      const told = [
        name,
        ...(cores === null ? [] : [counted(cores, 'core')]),
        ...(memoryBytes === null ? [] : [figureWords(memoryBytes, 'bytes')]),
      ]
      header.setMachine(told.join(', '))
      return
    }
    case 'backfill':
      store.replace(message.series)
      drawSoon()
      return
    case 'tick':
      heardMs = performance.now()
      missed += message.skipped
      ;({ sources } = message)
      store.add(Math.round(message.timestamp * 1000), message.series)
      drawSoon()
      return
    case 'alerts':
      alerts = message
      drawSoon()
      return
    case 'error':
      throw new Error(message.message)
  }
}

function chooseRange(rangeSeconds: number): void {
  store.keep(rangeSeconds)
  stream.subscribe(allPatterns, rangeSeconds)
  show({ rangeSeconds, zoom: null })
}

function show(next: TimeWindow): void {
  view = next
  header.setZoomed(view.zoom !== null)
  drawSoon()
}

/** At most once a frame, and not at all while nobody sees it. */
function drawSoon(): void {
  if (isDrawDue || document.hidden) return
  isDrawDue = true
  requestAnimationFrame(() => {
    isDrawDue = false
    draw()
  })
}

function draw(): void {
  const { fromMs, toMs } = spanOf(view, newestMs())
  for (const part of parts) part.update(store, fromMs, toMs)
  alertsOnTop.show(alerts.alerts, alerts.history, newestMs())
  alertsOnTop.showSources(sources, newestMs())
  say(cost, ownCost(store, missed))
  tellConnection()
}

function tellConnection(): void {
  const now = performance.now()
  const { text, isLate } = connectionWords({
    isOpen: stream.isOpen,
    ageSeconds: heardMs === null ? null : (now - heardMs) / 1000,
    retrySeconds: stream.retryAtMs === null ? null : Math.max(0, stream.retryAtMs - now) / 1000,
    intervalSeconds,
  })
  header.setConnection(text, isLate)
}

/** By the server's clock, which need not be that of the reader. */
function newestMs(): number {
  return store.newestMs ?? Date.now()
}

function recolour(): void {
  showTheme(chosenTheme())
  for (const part of parts) part.recolour()
}
