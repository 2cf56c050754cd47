import { type Alert, maskSecrets, maskSecretsIn } from '../core/index.ts'
import type { Evaluation } from './alerts.ts'

/** An alert as `POST /api/v2/alerts` of an Alertmanager takes it, in a list; moments are RFC 3339. */
export interface PostableAlert {
  /** What makes it this alert and no other. */
  labels: Record<string, string>
  annotations: Record<string, string>
  startsAt: string
  /** In the past for one that is over; else when the Alertmanager may take it for over if it hears no more of it. */
  endsAt: string
}

/** The alerts of one monitor as an Alertmanager has to hear them. */
export interface AlertmanagerPosts {
  /** What to post after a tick, all at once; empty where there is nothing to say. */
  take(evaluation: Evaluation, epochMs: number): PostableAlert[]
}

interface Posted {
  alert: Alert
  startsMs: number
  /** Null while it is not over. */
  endedMs: number | null
  lastMs: number
}

const own = new Set(['alertname', 'severity', 'instance'])

/**
 * Posts what fires or has no data at once, again every `resendSeconds` (60), and when it is over, since an Alertmanager forgets what it
 * hears no more of. It does not limit anything: grouping and repeating are the Alertmanager's own. Silenced alerts count as over. One
 * that becomes more serious is another alert for it, and the former is over. What is over is posted for four more rounds, lest it got
 * lost.
 */
export function createAlertmanagerPosts({
  instance,
  resendSeconds = 60,
}: {
  instance: string
  resendSeconds?: number
}): AlertmanagerPosts {
  const resendMs = resendSeconds * 1000
  const posted = new Map<string, Posted>()
  const changed = new Set<string>()

  // A clock that was set back must not keep it silent until it has caught up.
  const isOld = ({ lastMs }: Posted, epochMs: number): boolean => Math.abs(epochMs - lastMs) >= resendMs

  function wantedOf({ alerts, transitions }: Evaluation): Map<string, Alert> {
    for (const alert of transitions) changed.add(seriesOf(alert))
    const present = new Set(alerts.map(seriesOf))
    for (const series of changed) if (!present.has(series)) changed.delete(series)
    const wanted = alerts.filter(
      (alert) =>
        changed.has(seriesOf(alert)) &&
        (alert.state === 'firing' || alert.state === 'no-data') &&
        alert.silencedUntilEpochMs === null,
    )
    return new Map(wanted.map((alert) => [JSON.stringify(labelsOf(alert, instance)), alert]))
  }

  return {
    take(evaluation, epochMs) {
      const wanted = wantedOf(evaluation)
      const due = new Set<string>()
      for (const [key, alert] of wanted) {
        const known = posted.get(key)
        const goesOn = known !== undefined && known.endedMs === null
        if (!goesOn || isOld(known, epochMs)) due.add(key)
        const startsMs = goesOn ? known.startsMs : (alert.firedEpochMs ?? epochMs)
        posted.set(key, { alert, startsMs, endedMs: null, lastMs: known?.lastMs ?? epochMs })
      }
      for (const [key, one] of posted) {
        if (wanted.has(key)) continue
        if (one.endedMs === null) {
          one.endedMs = Math.max(epochMs, one.startsMs)
          due.add(key)
        } else if (epochMs - one.endedMs > 4 * resendMs) posted.delete(key)
        else if (isOld(one, epochMs)) due.add(key)
      }
      return [...posted].flatMap(([key, one]) => {
        if (!due.has(key)) return []
        one.lastMs = epochMs
        return [postable(one, instance, one.endedMs ?? epochMs + 4 * resendMs)]
      })
    },
  }
}

function seriesOf({ rule, series }: Alert): string {
  return `${rule}\n${series}`
}

function postable({ alert, startsMs }: Posted, instance: string, endsMs: number): PostableAlert {
  return {
    labels: labelsOf(alert, instance),
    annotations: maskSecretsIn({
      summary: alert.title,
      description: alert.message,
      ...(alert.runbook === null ? {} : { runbook: alert.runbook }),
    }),
    startsAt: new Date(startsMs).toISOString(),
    endsAt: new Date(endsMs).toISOString(),
  }
}

/** Names as every Alertmanager takes them; a label of the alert that is called as one of ours keeps its value under another name, as Prometheus has it. */
function labelsOf(alert: Alert, instance: string): Record<string, string> {
  const labels = Object.entries(alert.labels).map(([name, value]): [string, string] => {
    const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_')
    return [own.has(plain) ? `exported_${plain}` : plain, maskSecrets(value)]
  })
  const silent: [string, string][] = alert.state === 'no-data' ? [['no_data', 'true']] : []
  return Object.fromEntries([
    ...labels.filter(([, value]) => value !== ''),
    ...silent,
    ['alertname', alert.rule],
    ['severity', alert.severity],
    ['instance', maskSecrets(instance)],
  ])
}
