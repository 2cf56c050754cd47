import { type AlertSeverity, type AlertState, maskSecretsIn, type Unit } from '../core/index.ts'
import type { Notice } from './notices.ts'

/** What `--notify-exec` gets on its standard input, and what a webhook gets as its body. */
export interface NoticeBody {
  schema: 'lewis-perf/notice/1'
  /** ISO 8601, UTC. */
  at: string
  /** The machine that is watched. */
  instance: string
  /** One line, under the name that chat servers read. */
  text: string
  /** How many alerts it sums up; 0 where it is of one. */
  more: number
  alert: NoticeAlert | null
}

/** An alert as it is told; times are ISO 8601, UTC. */
export interface NoticeAlert {
  rule: string
  title: string
  series: string
  state: AlertState
  severity: AlertSeverity
  message: string
  value: number | null
  threshold: number
  unit: Unit
  labels: Readonly<Record<string, string>>
  runbook: string | null
  since: string
  fired: string | null
  resolved: string | null
  isFlapping: boolean
}

/** A notice as plain JSON, with secrets masked. */
export function noticeBody({ epochMs, alert, more, text }: Notice, instance: string): NoticeBody {
  const body: NoticeBody = {
    schema: 'lewis-perf/notice/1',
    at: iso(epochMs),
    instance,
    text,
    more,
    alert: null,
  }
  if (alert === null) return maskSecretsIn(body)
  const { sinceEpochMs, firedEpochMs, resolvedEpochMs, silencedUntilEpochMs: _, isFlapping, ...rest } = alert
  return maskSecretsIn({
    ...body,
    alert: {
      ...rest,
      since: iso(sinceEpochMs),
      fired: firedEpochMs === null ? null : iso(firedEpochMs),
      resolved: resolvedEpochMs === null ? null : iso(resolvedEpochMs),
      isFlapping,
    },
  })
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString()
}
