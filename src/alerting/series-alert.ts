import { type Alert, type AlertSeverity, type AlertState, parseSeriesKey } from '../core/index.ts'
import { alertMessage } from './alert-message.ts'
import { type FlapLimit, flapping } from './flapping.ts'
import { judgedFigure } from './judged-figure.ts'
import { resolveDelay } from './resolve-delay.ts'
import type { AlertRule } from './rule.ts'
import { moreSerious, severityOf } from './severity.ts'

/** A moment by two clocks: one for lengths of time, which never falls, and one for stamps. */
export interface Moment {
  elapsedMs: number
  epochMs: number
}

/** What alerts of all rules have in common. */
export interface AlertLimits {
  /** How long a resolved alert is still shown. */
  resolvedSeconds: number
  /** How long a series that is gone is still shown as without data. */
  dropSeconds: number
  flap: FlapLimit
}

/** The alert of one rule and one series. */
export interface SeriesAlert {
  /**
   * The next value: null where the source told none, undefined where the series is missing. `changed` when it fires, resolves, becomes
   * unjudgeable or more serious; `gone` when the series went away long enough ago to be forgotten.
   */
  step(moment: Moment, value: number | null | undefined): 'same' | 'changed' | 'gone'
  /** As it is now; null while there is nothing to say. */
  view(moment: Moment): Omit<Alert, 'silencedUntilEpochMs'> | null
}

/** An alert before its first value. A rule that names one series with its tags misses that also where it never was. */
export function seriesAlert(rule: AlertRule, series: string, limits: AlertLimits, born: Moment): SeriesAlert {
  const isAwaited = rule.metric.includes('{')
  const patienceMs = rule.noDataSeconds * 1000
  const { tags } = parseSeriesKey(series)
  let figure = judgedFigure(rule)
  const delay = resolveDelay(rule.delay)
  const flaps = flapping(limits.flap)

  let state: AlertState | 'calm' = 'calm'
  let severity: AlertSeverity = 'low'
  let value: number | null = null
  let seen: Moment | null = null
  let pending: Moment = born
  let began: Moment = born
  let silentSince: Moment = born
  let noDataMs = 0
  let fired: Moment | null = null
  let resolved: Moment | null = null
  let clearSinceMs: number | null = null
  /** What resolved was that nothing was told, not a value beyond the limit. */
  let isBack = false
  /** What the last change was. */
  let told: { state: AlertState; severity: AlertSeverity } | null = null

  const isBeyond = (figure: number): boolean =>
    rule.direction === 'above' ? figure > rule.raise : figure < rule.raise
  const isClear = (figure: number): boolean =>
    rule.direction === 'above' ? figure <= rule.clear : figure >= rule.clear
  const isOpen = (): boolean => fired !== null && resolved === null

  function see(now: Moment, raw: number): void {
    const wasAway = seen !== null && now.elapsedMs - seen.elapsedMs >= patienceMs
    // A mean of what came before and after would be one of a single value.
    if (wasAway && rule.judge === 'mean') figure = judgedFigure(rule)
    const judged = figure.take(now.elapsedMs, raw)
    seen = now
    if (state === 'no-data') tellAgain(now)
    if (wasAway) {
      // What it was in between nobody saw.
      clearSinceMs = null
      if (state === 'pending') rest(now)
    }
    if (judged === null) return
    value = judged
    if (state === 'firing') goOnFiring(now, judged)
    else compare(now, judged)
  }

  function tellAgain(now: Moment): void {
    if (isOpen()) {
      state = 'firing'
      clearSinceMs = null
    } else if (told?.state === 'no-data') {
      state = 'resolved'
      resolved = now
      began = silentSince
      isBack = true
    } else state = 'calm'
  }

  function goOnFiring(now: Moment, judged: number): void {
    severity = moreSerious(severity, severityOf(rule, judged))
    if (!isClear(judged)) {
      clearSinceMs = null
      return
    }
    clearSinceMs ??= now.elapsedMs
    if (now.elapsedMs - clearSinceMs < delay.waitMs()) return
    state = 'resolved'
    resolved = now
    isBack = false
    delay.resolved(now.elapsedMs)
  }

  function compare(now: Moment, judged: number): void {
    if (!isBeyond(judged)) {
      rest(now)
      return
    }
    if (state !== 'pending') {
      state = 'pending'
      pending = now
    }
    severity = severityOf(rule, judged)
    if (now.elapsedMs - pending.elapsedMs < rule.forSeconds * 1000) return
    state = 'firing'
    began = pending
    fired = now
    resolved = null
    clearSinceMs = null
    delay.fired(now.elapsedMs)
  }

  /** Nothing is wrong: what was resolved lately is still shown. */
  function rest(now: Moment): void {
    const isShown = resolved !== null && now.elapsedMs - resolved.elapsedMs < limits.resolvedSeconds * 1000
    state = isShown ? 'resolved' : 'calm'
  }

  /** Whether it is to be forgotten. */
  function miss(now: Moment, isPresent: boolean): boolean {
    if (state === 'resolved') rest(now)
    const last = seen ?? born
    if (now.elapsedMs - last.elapsedMs < patienceMs) return false
    if (state !== 'no-data') {
      state = 'no-data'
      silentSince = last
      noDataMs = now.elapsedMs
    }
    if (isPresent || isAwaited) return false
    return seen === null || now.elapsedMs - noDataMs >= limits.dropSeconds * 1000
  }

  /** Whether this is a change that has to be told. */
  function tell(now: Moment): boolean {
    if (state === 'calm' || state === 'pending') return false
    // What never told anything may well be something that this machine does not have.
    if (state === 'no-data' && seen === null && !isAwaited) return false
    const isWorse = state === 'firing' && told?.severity !== severity
    if (told?.state === state && !isWorse) return false
    if (told?.state !== state) flaps.changed(now.elapsedMs)
    told = { state, severity }
    return true
  }

  return {
    step(now, raw) {
      if (typeof raw === 'number' && Number.isFinite(raw)) see(now, raw)
      else if (miss(now, raw !== undefined)) return 'gone'
      return tell(now) ? 'changed' : 'same'
    },
    view(now) {
      if (state === 'calm') return null
      const since = { pending, firing: began, resolved: began, 'no-data': silentSince }[state]
      const isSilent = state === 'no-data'
      const hasFired = state === 'firing' || (state === 'resolved' && !isBack) || (isSilent && isOpen())
      return {
        rule: rule.id,
        title: rule.title,
        series,
        state,
        severity: isSilent && !hasFired ? 'low' : severity,
        message: alertMessage({
          rule,
          tags,
          state,
          isBack,
          value,
          interval: figure.interval(),
          seconds: (now.elapsedMs - since.elapsedMs) / 1000,
        }),
        value: isSilent || value === null || !Number.isFinite(value) ? null : value,
        threshold: rule.raise,
        unit: rule.unit,
        labels: { ...tags, ...rule.labels },
        runbook: rule.runbook,
        sinceEpochMs: since.epochMs,
        firedEpochMs: hasFired ? (fired?.epochMs ?? null) : null,
        resolvedEpochMs: state === 'resolved' ? (resolved?.epochMs ?? null) : null,
        isFlapping: flaps.isFlapping(now.elapsedMs),
      }
    },
  }
}
