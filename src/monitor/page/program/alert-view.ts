import type { Alert, SourceState } from '../../../core/index.ts'
import { alertChanges, sortedAlerts } from './alert-changes.ts'
import { element, say } from './element.ts'
import { ageWords, timeOfDay } from './figure-words.ts'

/** The alerts at the top of the page. */
export interface AlertView {
  node: HTMLElement
  show(alerts: readonly Alert[], history: readonly Alert[], nowMs: number): void
  /** Sources that tell nothing at present stand below the alerts. */
  showSources(sources: readonly SourceState[], nowMs: number): void
}

/** Only what changes among the alerts is read out. */
export function alertView(): AlertView {
  const list = element('ul', { id: 'alert-list' })
  const calm = element('p', { class: 'calm' }, 'No alerts.')
  const spoken = element('div', { class: 'unseen', 'aria-live': 'polite', id: 'spoken' })
  const past = element('ul', { class: 'over' })
  const pastTitle = element('summary')
  const history = element('details', {}, pastTitle, past)
  const sources = element('ul', { id: 'sources' })
  history.hidden = true
  const node = element(
    'section',
    { class: 'alerts', 'aria-labelledby': 'alerts-title' },
    element('h2', { id: 'alerts-title', class: 'unseen' }, 'Alerts'),
    spoken,
    calm,
    list,
    sources,
    history,
  )
  let before: readonly Alert[] | null = null
  return {
    node,
    show(alerts, over, nowMs) {
      const current = sortedAlerts(alerts)
      calm.hidden = current.length > 0
      list.replaceChildren(...current.map((alert) => alertItem(alert, nowMs)))
      // Those that fire when the page is opened are told too.
      const changes = alertChanges(before ?? [], alerts)
      if (changes.length > 0) spoken.replaceChildren(...changes.map((change) => element('p', {}, change)))
      before = alerts
      history.hidden = over.length === 0
      say(pastTitle, over.length === 1 ? '1 alert is over' : `${over.length} alerts are over`)
      past.replaceChildren(...over.map(pastItem))
    },
    showSources(states, nowMs) {
      const stale = states.filter(({ staleBecause }) => staleBecause !== null)
      const texts = stale.map(({ name, staleBecause, toldEpochMs }) => {
        const since =
          toldEpochMs === null
            ? 'never told anything'
            : `last told something ${ageWords((nowMs - toldEpochMs) / 1000)} ago`
        return `No data from ${name}: ${staleBecause}; it ${since}.`
      })
      if (texts.join('\n') === [...sources.children].map(({ textContent }) => textContent).join('\n')) return
      sources.replaceChildren(...texts.map((text) => element('li', { class: 'alert no-data' }, text)))
    },
  }
}

const stateWords: Readonly<Record<string, string>> = { pending: 'pending', 'no-data': 'no data' }

function alertItem(alert: Alert, nowMs: number): HTMLElement {
  const { severity, state, title, message, runbook, silencedUntilEpochMs, isFlapping } = alert
  const since = alert.firedEpochMs ?? alert.sinceEpochMs
  const notes = [
    `Since ${timeOfDay(since)}, for ${ageWords((nowMs - since) / 1000)}.`,
    ...(silencedUntilEpochMs === null ? [] : [`Silenced until ${timeOfDay(silencedUntilEpochMs)}.`]),
    ...(isFlapping ? ['It goes up and down.'] : []),
    ...(runbook === null ? [] : [runbook]),
  ]
  return element(
    'li',
    { class: `alert ${severity} ${state}` },
    element('strong', {}, element('span', { class: 'badge' }, stateWords[state] ?? severity), title),
    element('p', {}, message),
    element('p', { class: 'soft' }, notes.join(' ')),
  )
}

function pastItem({ title, message, firedEpochMs, sinceEpochMs, resolvedEpochMs }: Alert): HTMLElement {
  const until = resolvedEpochMs === null ? '' : ` to ${timeOfDay(resolvedEpochMs)}`
  return element(
    'li',
    {},
    element('span', { class: 'badge' }, 'over'),
    `${timeOfDay(firedEpochMs ?? sinceEpochMs)}${until}: ${title}. ${message}`,
  )
}
