// One run of the monitor: what comes in, and what everybody reads from it.
export { type FirstSilence, type MonitorSession, monitorSession, type Watched } from './monitor-session.ts'
