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
export { pushToGateway } from './pushgateway.ts'
export { openRemoteSession, type RemoteSession } from './remote-session.ts'
export { lastWords, type RemoteAnswer, type RemoteTarget, runRemotely } from './remote-shell.ts'
export { type Scraped, type ScrapeTarget, scrapePage } from './scrape.ts'
export { inventoryWithinSeconds, systemInventory } from './system-inventory.ts'
