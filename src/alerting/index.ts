// Alerts of a monitor: rules as data, one state machine per rule and series, and what is told of it. All time is what ticks say.
export { alertFaults, alertRules } from './alert-rules.ts'
export { type Alerts, type AlertsOptions, createAlerts, type Evaluation } from './alerts.ts'
export { builtInRules } from './built-in-rules.ts'
export type { FlapLimit } from './flapping.ts'
export { type FullIn, fullInSeconds, type TimePoint } from './full-in-seconds.ts'
export {
  type AlertmanagerPosts,
  createAlertmanagerPosts,
  type PostableAlert,
} from './notice-alertmanager.ts'
export { type NoticeAlert, type NoticeBody, noticeBody } from './notice-body.ts'
export { createNotices, type Notice, type Notices } from './notices.ts'
export { type ReadRule, type RuleFault, readRule } from './read-rule.ts'
export type { AlertDelay, AlertRule, Judging, SeverityRatios } from './rule.ts'
export type { AlertLimits } from './series-alert.ts'
export { guideSeverityRatios, seriousness, severityOf, severityOfRatio } from './severity.ts'
export type { Silence } from './silences.ts'
export { type TimeToEmpty, timeToEmpty } from './time-to-empty.ts'
