// Watching a machine and what runs on it: what is seen, kept, judged, shown and told.

export * from './collector/index.ts'
export { openNoticePlaces } from './notify/index.ts'
export { type MonitorData, monitorOutcome } from './outcome/index.ts'
export { type Recording, readRecording, replayTicks } from './recording/index.ts'
export {
  type MonitorFeed,
  type MonitorServer,
  type ServerOptions,
  startServer,
} from './server/index.ts'
export { type FirstSilence, type MonitorSession, monitorSession, type Watched } from './session/index.ts'
export { type LookAt, openSources, type Source, type SourceLook, type SourceWish } from './sources/index.ts'
export { startTicker, type TickerClock } from './ticker/index.ts'
export { alertLogLine, monitorPicture, tickLine } from './view/index.ts'
