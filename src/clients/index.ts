// Adapters to programs and systems that are not our own: each talks to one of them, and nothing else does.

export {
  type Autocannon,
  type CannonClient,
  type CannonHistogram,
  type CannonOptions,
  type CannonPending,
  loadAutocannon,
} from './autocannon.ts'
export { type Recorded, recordWithPerf, recordWithPySpy } from './cpu-profilers.ts'
export { type Inspector, openInspector } from './inspector.ts'
export * from './kubernetes/index.ts'
export { postJson } from './post-json.ts'
export { probeUrl, type UrlAnswer } from './probe-url.ts'
export {
  type PrometheusMetric,
  prometheusText,
  prometheusTextType,
  pushToGateway,
} from './prometheus-client.ts'
export {
  bearerHeaders,
  gridOver,
  type LabelMatcher,
  plainMapping,
  prometheusQuery,
  type Queried,
  readWorkloads,
  type WorkloadHistory,
  type WorkloadMapping,
  type WorkloadsRead,
  workloadQueries,
} from './prometheus-query/index.ts'
export { openRemoteSession, type RemoteSession } from './remote-session.ts'
export {
  isHostName,
  lastWords,
  type RemoteAnswer,
  type RemoteTarget,
  runRemotely,
} from './remote-shell.ts'
export { type Scraped, type ScrapeTarget, scrapePage } from './scrape.ts'
export { inventoryWithinSeconds, systemInventory } from './system-inventory.ts'
export { type WebSocket, type WebSocketServer, webSocketDoor } from './websocket.ts'
